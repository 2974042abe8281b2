package dev.portalsdk.model.yaml;

import java.util.ArrayList;
import java.util.List;

/** Segments of JSON pointers. */
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

    static String unescaped(String segment) {
        return segment.indexOf('~') < 0 ? segment : segment.replace("~1", "/").replace("~0", "~");
    }
}
