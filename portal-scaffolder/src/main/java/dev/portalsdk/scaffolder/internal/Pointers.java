package dev.portalsdk.scaffolder.internal;

/** JSON pointers (RFC 6901). */
public final class Pointers {
    private Pointers() {}

    /** The pointer of a member. */
    public static String child(String parent, String key) {
        return parent + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer of an element. */
    public static String child(String parent, int index) {
        return parent + "/" + index;
    }
}
