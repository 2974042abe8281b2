package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.util.Optional;

/** What counts as true in {@code if}: not false, null, undefined, 0, the empty text or the empty list; the empty object does. */
// As isTruthy of the scaffolder backend, which is not the truth of the template language: there an empty list is true.
final class Truth {
    private Truth() {}

    static boolean of(Optional<Value> value) {
        return value.isPresent() && of(value.get());
    }

    private static boolean of(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        if (value instanceof Value.Str text) {
            return !text.value().isEmpty();
        }
        if (value instanceof Value.Num number) {
            return number.doubleValue() != 0;
        }
        return value instanceof Value.Obj || (value instanceof Value.Arr array && !array.isEmpty());
    }
}
