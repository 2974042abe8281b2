package dev.portalsdk.config;

import dev.portalsdk.model.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Truth values and numbers, also written as texts, which values from the environment always are.
 *
 * <p>As Backstage's ConfigReader; empty means that the value is none.
 */
final class ConfigScalars {
    private static final Set<String> TRUE = Set.of("true", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "no", "n", "off", "0");
    private static final int MAX_DIGITS = 40;

    private ConfigScalars() {}

    static Optional<Boolean> toBoolean(Value value) {
        if (value instanceof Value.Bool bool) {
            return Optional.of(bool.value());
        }
        String text = value.asString().orElse("").toLowerCase(Locale.ROOT);
        return TRUE.contains(text) ? Optional.of(true) : FALSE.contains(text) ? Optional.of(false) : Optional.empty();
    }

    static Optional<Long> toLong(Value value) {
        try {
            if (value instanceof Value.Num || value instanceof Value.Str) {
                String text =
                        value instanceof Value.Str written ? written.value().strip() : value.toString();
                return text.length() > MAX_DIGITS
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(text).longValueExact());
            }
            return Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
