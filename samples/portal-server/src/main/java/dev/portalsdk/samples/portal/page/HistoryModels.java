package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.history.EntityChange;
import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.model.Value;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What changed, as pages show it; and times. */
final class HistoryModels {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final int LONGEST = 300;

    private HistoryModels() {}

    /** For reading; the machine-readable form is {@link Instant#toString}. */
    static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The time of day, for lines of a log. */
    static String clock(Instant instant) {
        return CLOCK.format(instant);
    }

    static Model change(EntityChange change) {
        return Model.of("version", change.version())
                .put("at", time(change.at()))
                .put("instant", change.at())
                .put("type", change.type().name().toLowerCase(Locale.ROOT))
                .put("source", change.source())
                .put("provider", change.provider())
                .put("whole", whole(change).flatMap(FieldChange::place))
                .put("wholeUrl", whole(change).flatMap(FieldChange::place).flatMap(Findings::url))
                .put(
                        "fields",
                        change.fields().stream()
                                .filter(field -> !field.pointer().isEmpty())
                                .map(HistoryModels::field)
                                .toList());
    }

    /** An entity that comes or goes does so as a whole: there is nothing to compare it with. */
    private static Optional<FieldChange> whole(EntityChange change) {
        return change.fields().stream()
                .filter(field -> field.pointer().isEmpty())
                .findFirst();
    }

    private static Model field(FieldChange field) {
        return Model.of("pointer", field.pointer())
                .put("before", text(field.before()))
                .put("after", text(field.after()))
                .put("place", field.place())
                .put("url", field.place().flatMap(Findings::url));
    }

    private static Optional<String> text(Optional<Value> value) {
        return value.map(each -> each instanceof Value.Str text ? text.value() : each.toJson())
                .map(text -> text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }
}
