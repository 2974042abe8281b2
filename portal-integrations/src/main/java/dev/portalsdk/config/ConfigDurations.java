package dev.portalsdk.config;

import dev.portalsdk.model.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as Backstage's readDurationFromConfig takes them: {@code {minutes: 30}}, {@code PT30M}, {@code 30m}.
 *
 * <p>Months and years have no fixed length and are refused.
 */
final class ConfigDurations {
    static final String EXPECTED =
            "a duration like {minutes: 30} (weeks, days, hours, minutes, seconds, milliseconds), \"PT30M\" or \"30m\"";

    private static final Pattern SHORT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([a-z]+)");
    private static final List<ChronoUnit> UNITS = List.of(
            ChronoUnit.WEEKS,
            ChronoUnit.DAYS,
            ChronoUnit.HOURS,
            ChronoUnit.MINUTES,
            ChronoUnit.SECONDS,
            ChronoUnit.MILLIS);
    private static final Map<String, ChronoUnit> NAMES = Map.ofEntries(
            Map.entry("weeks", ChronoUnit.WEEKS),
            Map.entry("days", ChronoUnit.DAYS),
            Map.entry("hours", ChronoUnit.HOURS),
            Map.entry("minutes", ChronoUnit.MINUTES),
            Map.entry("seconds", ChronoUnit.SECONDS),
            Map.entry("milliseconds", ChronoUnit.MILLIS));
    private static final Map<String, ChronoUnit> SHORT_NAMES = Map.of(
            "w", ChronoUnit.WEEKS,
            "d", ChronoUnit.DAYS,
            "h", ChronoUnit.HOURS,
            "m", ChronoUnit.MINUTES,
            "s", ChronoUnit.SECONDS,
            "ms", ChronoUnit.MILLIS);

    private ConfigDurations() {}

    /** Empty if the value is no duration. */
    static Optional<Duration> parse(Value value) {
        try {
            if (value instanceof Value.Obj obj) {
                return ofParts(obj);
            }
            return value instanceof Value.Str text ? ofText(text.value().strip()) : Optional.empty();
        } catch (ArithmeticException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> ofParts(Value.Obj parts) {
        Duration sum = Duration.ZERO;
        for (String name : parts.keys()) {
            Value amount = parts.get(name).orElse(Value.Null.NULL);
            ChronoUnit unit = NAMES.get(name);
            if (unit == null || !(amount instanceof Value.Num number) || !(number.doubleValue() >= 0)) {
                return Optional.empty();
            }
            sum = sum.plus(times(unit, new BigDecimal(number.toString())));
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(sum);
    }

    private static Optional<Duration> ofText(String text) {
        if (text.startsWith("P")) {
            return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
        }
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return unit(matcher.group(2)).map(unit -> times(unit, new BigDecimal(matcher.group(1))));
    }

    private static Optional<ChronoUnit> unit(String name) {
        return UNITS.stream()
                .filter(unit ->
                        unit == SHORT_NAMES.get(name) || unit == NAMES.get(name) || unit == NAMES.get(name + "s"))
                .findFirst();
    }

    private static Duration times(ChronoUnit unit, BigDecimal amount) {
        BigDecimal millis =
                amount.multiply(BigDecimal.valueOf(unit.getDuration().toMillis()));
        return Duration.ofMillis(millis.toBigInteger().longValueExact());
    }
}
