package dev.portalsdk.testing;

import dev.portalsdk.model.Value;
import java.util.Collection;
import java.util.Optional;

/** Comparisons that say what was expected and what was found. */
final class Expected {
    private Expected() {}

    /** @param what the object belongs to: {@code the output of the step "publish"} */
    static void field(String what, Value object, String pointer, Object expected) {
        Value wanted = Value.of(expected);
        Optional<Value> found = object.at(pointer);
        if (!found.equals(Optional.of(wanted))) {
            throw new AssertionError("Expected " + wanted.toJson() + " at " + pointer + " of " + what + ", but "
                    + found.map(value -> "found " + value.toJson())
                            .orElseGet(() -> "there is nothing; it is " + object.toJson()));
        }
    }

    static void field(String what, Value object, String pointer) {
        if (object.at(pointer).isEmpty()) {
            throw new AssertionError(
                    "Expected something at " + pointer + " of " + what + ", but it is " + object.toJson());
        }
    }

    /** @param where the lines are from: {@code The log of the step "publish"} */
    static void line(String where, Collection<String> lines, String part) {
        if (lines.stream().noneMatch(line -> line.contains(part))) {
            throw new AssertionError(where + " has no line with \"" + part + "\""
                    + (lines.isEmpty() ? "; it is empty" : ":\n  " + String.join("\n  ", lines)));
        }
    }
}
