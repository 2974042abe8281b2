package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;

/** JSON pointers against the children of a value, by position. */
final class Pointers {
    private Pointers() {}

    /** The segments, still escaped as in the pointer's text, so that they can be handed on. */
    static List<String> segments(String pointer) {
        List<String> segments = new ArrayList<>();
        for (int start = 1; start <= pointer.length(); ) {
            int end = pointer.indexOf('/', start);
            end = end < 0 ? pointer.length() : end;
            segments.add(pointer.substring(start, end));
            start = end + 1;
        }
        return segments;
    }

    /** Position of a child among its siblings; -1 if there is none. */
    static int childIndex(Value value, String escaped) {
        if (value instanceof Value.Obj obj) {
            String key = escaped.replace("~1", "/").replace("~0", "~");
            int index = 0;
            for (String candidate : obj.keys()) {
                if (candidate.equals(key)) {
                    return index;
                }
                index++;
            }
            return -1;
        }
        boolean exists = value instanceof Value.Arr && value.at("/" + escaped).isPresent();
        return exists ? Integer.parseInt(escaped) : -1;
    }
}
