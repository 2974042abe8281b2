package dev.portalsdk.model;

/** Parses entity references as Backstage does, with messages that say what to write instead. */
final class EntityRefParser {
    static final String FORM = "[<kind>:][<namespace>/]<name>";

    private EntityRefParser() {}

    static EntityRef parse(String text, String defaultKind, String defaultNamespace) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("Entity reference must not be empty; the form is " + FORM);
        }
        int slash = text.indexOf('/');
        int colon = text.indexOf(':');
        if (slash >= 0 && colon > slash) {
            colon = -1;
        }
        String kind = colon < 0 ? defaultKind : required(text, text.substring(0, colon), "kind");
        String namespace = slash < 0
                ? (defaultNamespace.isEmpty() ? EntityRef.DEFAULT_NAMESPACE : defaultNamespace)
                : required(text, text.substring(colon + 1, slash), "namespace");
        String name = required(text, text.substring(Math.max(colon, slash) + 1), "name");
        if (kind.isEmpty()) {
            throw fault(
                    text,
                    "it names no kind and this field has no default kind; try \"component:" + text
                            + "\" or another kind");
        }
        return new EntityRef(kind, namespace, name);
    }

    private static String required(String text, String part, String what) {
        if (part.isEmpty()) {
            throw fault(text, "its " + what + " is empty");
        }
        return part;
    }

    private static IllegalArgumentException fault(String text, String fault) {
        return new IllegalArgumentException("Entity reference \"" + text + "\" is not " + FORM + ": " + fault);
    }
}
