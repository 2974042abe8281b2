package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** JSON pointers (RFC 6901). */
final class JsonPointers {
    private JsonPointers() {}

    static String child(String parent, String segment) {
        return parent + "/" + escape(segment);
    }

    static String escape(String segment) {
        return segment.indexOf('~') < 0 && segment.indexOf('/') < 0
                ? segment
                : segment.replace("~", "~0").replace("/", "~1");
    }

    /** The pointer of the parent; that of the whole document is its own parent. */
    static String parent(String pointer) {
        int slash = pointer.lastIndexOf('/');
        return slash <= 0 ? "" : pointer.substring(0, slash);
    }

    /** The segments, unescaped. */
    static List<String> segments(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        if (pointer.charAt(0) != '/') {
            throw new IllegalArgumentException(
                    "\"" + pointer + "\" is no JSON pointer: it is neither empty nor does it start with \"/\"");
        }
        List<String> segments = new ArrayList<>();
        int start = 1;
        while (true) {
            int end = pointer.indexOf('/', start);
            String segment = end < 0 ? pointer.substring(start) : pointer.substring(start, end);
            segments.add(
                    segment.indexOf('~') < 0
                            ? segment
                            : segment.replace("~1", "/").replace("~0", "~"));
            if (end < 0) {
                return segments;
            }
            start = end + 1;
        }
    }

    /** The array index that a segment names: digits without a leading zero, below the size. */
    static Optional<Integer> index(String segment, int size) {
        boolean digits = !segment.isEmpty()
                && segment.length() <= 9
                && segment.chars().allMatch(c -> c >= '0' && c <= '9')
                && (segment.length() == 1 || segment.charAt(0) != '0');
        return digits ? Optional.of(Integer.parseInt(segment)).filter(index -> index < size) : Optional.empty();
    }
}
