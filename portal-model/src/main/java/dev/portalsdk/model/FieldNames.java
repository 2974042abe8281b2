package dev.portalsdk.model;

/** How messages call a field and show its value. */
final class FieldNames {
    private static final int MAX_SHOWN = 60;

    private FieldNames() {}

    /** {@code /metadata/tags/0} is {@code metadata.tags[0]}; a key with a dot or a slash is put in brackets. */
    static String of(String pointer) {
        StringBuilder name = new StringBuilder();
        for (String segment : JsonPointers.segments(pointer)) {
            if (segment.matches("[0-9]+")) {
                name.append('[').append(segment).append(']');
            } else if (segment.isEmpty() || segment.indexOf('.') >= 0 || segment.indexOf('/') >= 0) {
                name.append("[\"").append(segment).append("\"]");
            } else {
                name.append(name.length() == 0 ? "" : ".").append(segment);
            }
        }
        return name.length() == 0 ? "The document" : name.toString();
    }

    /** A value as a message shows it: a scalar as JSON, cut if it is long; of a container only its type. */
    static String shown(Value value) {
        if (value instanceof Value.Obj) {
            return "a mapping";
        }
        if (value instanceof Value.Arr) {
            return "a list";
        }
        String json = value.toJson();
        String text = json.length() <= MAX_SHOWN ? json : json.substring(0, MAX_SHOWN) + "…";
        return value instanceof Value.Num ? "the number " + text : text;
    }
}
