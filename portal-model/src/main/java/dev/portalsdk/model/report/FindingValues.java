package dev.portalsdk.model.report;

import dev.portalsdk.model.Value;

/** Values at fault in reports for programs. */
final class FindingValues {
    private static final int MAX_LENGTH = 2_000;

    private FindingValues() {}

    /** The value as it is; cut, as a text, if it is long. */
    static Value cut(Value value) {
        String text = value.asString().orElseGet(value::toJson);
        return text.length() <= MAX_LENGTH ? value : Value.Str.of(text.substring(0, MAX_LENGTH) + "…");
    }

    /** JSON text that UTF-8 can hold. */
    static String json(Value value) {
        return Printable.wellFormed(value.toJson());
    }
}
