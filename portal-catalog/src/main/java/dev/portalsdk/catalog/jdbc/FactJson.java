package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Parts of rows as JSON, and back. An empty list is null. */
final class FactJson {
    private FactJson() {}

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static <T> @Nullable String list(Collection<T> all, Function<T, Value> element) {
        return all.isEmpty()
                ? null
                : StoredText.json(
                        Value.Arr.of(all.stream().map(element).toList()).toJson());
    }

    private static <T> List<T> list(@Nullable String json, Function<Value, T> element) {
        return json == null
                ? List.of()
                : Value.parseJson(json).asArr().orElse(Value.Arr.of(List.of())).values().stream()
                        .map(element)
                        .toList();
    }

    private static Value.Obj object(Value value) {
        return value.asObj().orElse(Value.Obj.empty());
    }

    static @Nullable String findings(Collection<Diagnostic> findings) {
        return list(findings, FactJson::finding);
    }

    static List<Diagnostic> findings(@Nullable String json) {
        return list(json, FactJson::finding);
    }

    private static Value finding(Diagnostic finding) {
        Value.Obj.Builder object = Value.Obj.builder()
                .put("s", finding.severity().name())
                .put("r", finding.ruleId())
                .put("p", finding.pointer())
                .put("m", finding.message());
        finding.entity().ifPresent(entity -> object.put("e", entity.toString()));
        finding.location().ifPresent(place -> object.put("l", place(place)));
        finding.found().ifPresent(found -> object.put("f", found));
        finding.expected().ifPresent(expected -> object.put("x", expected));
        finding.hint().ifPresent(hint -> object.put("h", hint));
        return object.build();
    }

    private static Diagnostic finding(Value value) {
        Value.Obj object = object(value);
        return new Diagnostic(
                Severity.valueOf(object.string("s").orElse("ERROR")),
                object.string("r").orElse(""),
                object.string("e").map(EntityRef::parse),
                object.get("l").map(FactJson::place),
                object.string("p").orElse(""),
                object.string("m").orElse(""),
                object.get("f"),
                object.string("x"),
                object.string("h"));
    }

    private static Value place(SourceLocation place) {
        return Value.Arr.of(
                List.of(Value.Str.of(place.source()), Value.Num.of(place.line()), Value.Num.of(place.column())));
    }

    private static SourceLocation place(Value value) {
        List<Value> parts = value.asArr().orElse(Value.Arr.of(List.of())).values();
        return new SourceLocation(parts.get(0).asString().orElse(""), number(parts.get(1)), number(parts.get(2)));
    }

    private static int number(Value value) {
        return value instanceof Value.Num number ? (int) number.longValue() : 0;
    }

    static @Nullable String place(Optional<SourceLocation> place) {
        return place.map(there -> StoredText.json(place(there).toJson())).orElse(null);
    }

    static Optional<SourceLocation> optionalPlace(@Nullable String json) {
        return Optional.ofNullable(json).map(there -> place(Value.parseJson(there)));
    }

    static @Nullable String reads(Collection<Outcome.Read> reads) {
        return list(
                reads,
                read -> Value.Arr.ofStrings(
                        List.of(read.location().type(), read.location().target(), read.version())));
    }

    static List<Outcome.Read> reads(@Nullable String json) {
        return list(json, value -> {
            List<String> parts = value.asArr().orElse(Value.Arr.of(List.of())).strings();
            return new Outcome.Read(new LocationRef(parts.get(0), parts.get(1)), parts.get(2));
        });
    }

    static @Nullable String refs(Collection<EntityRef> refs) {
        return list(refs, ref -> Value.Str.of(ref.toString()));
    }

    static List<EntityRef> refs(@Nullable String json) {
        return list(json, value -> EntityRef.parse(value.asString().orElse("")));
    }

    static @Nullable String texts(Collection<String> texts) {
        return list(texts, Value.Str::of);
    }

    static List<String> texts(@Nullable String json) {
        return list(json, value -> value.asString().orElse(""));
    }

    static @Nullable String locations(Collection<LocationRef> locations) {
        return list(locations, location -> Value.Arr.ofStrings(List.of(location.type(), location.target())));
    }

    static Set<LocationRef> locations(@Nullable String json) {
        return new LinkedHashSet<>(list(json, value -> {
            List<String> parts = value.asArr().orElse(Value.Arr.of(List.of())).strings();
            return new LocationRef(parts.get(0), parts.get(1));
        }));
    }

    static @Nullable String held(Optional<MutationResult.Held> held) {
        return held.map(there -> StoredText.json(Value.Obj.builder()
                        .put(
                                "refs",
                                Value.Arr.ofStrings(there.refs().stream()
                                        .map(EntityRef::toString)
                                        .toList()))
                        .put("given", there.given())
                        .put("since", micros(there.since()))
                        .build()
                        .toJson()))
                .orElse(null);
    }

    static Optional<MutationResult.Held> held(@Nullable String json, String provider) {
        return Optional.ofNullable(json)
                .map(there -> object(Value.parseJson(there)))
                .map(object -> {
                    List<EntityRef> refs = object.arr("refs").orElse(Value.Arr.of(List.of())).strings().stream()
                            .map(EntityRef::parse)
                            .toList();
                    long since = object.get("since").orElse(Value.Num.of(0)) instanceof Value.Num number
                            ? number.longValue()
                            : 0;
                    int given = number(object.get("given").orElse(Value.Num.of(0)));
                    return new MutationResult.Held(provider, refs, given, time(since));
                });
    }
}
