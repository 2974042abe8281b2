package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.List;

/** Entities as one text each, and back. */
final class IndexedEntities {
    private final EntityValidator validator;

    IndexedEntities(EntityValidator validator) {
        this.validator = validator;
    }

    static String write(StitchedEntity entity) {
        Value.Obj accepted = entity.entity().toValue();
        Value.Obj.Builder json = Value.Obj.builder()
                .put("document", entity.document())
                .put("location", entity.location().toString())
                .put("origin", entity.origin().toString())
                .put("uid", entity.uid());
        if (!accepted.equals(entity.document())) {
            json.put("accepted", accepted);
        }
        if (entity.orphan()) {
            json.put("orphan", true);
        }
        if (!entity.relations().equals(entity.entity().relations())) {
            json.put(
                    "relations",
                    Value.Arr.of(entity.relations().stream()
                            .map(IndexedEntities::written)
                            .toList()));
        }
        if (!entity.errors().isEmpty()) {
            json.put(
                    "errors",
                    Value.Arr.of(entity.errors().stream()
                            .map(IndexedEntities::written)
                            .toList()));
        }
        return json.build().toJson();
    }

    private static Value written(Relation relation) {
        return Value.Arr.ofStrings(List.of(
                relation.source().toString(),
                relation.type().name(),
                relation.type().inverseName(),
                relation.target().toString()));
    }

    private static Value written(Diagnostic finding) {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("severity", finding.severity().name())
                .put("rule", finding.ruleId())
                .put("pointer", finding.pointer())
                .put("message", finding.message());
        finding.entity().ifPresent(ref -> json.put("entity", ref.toString()));
        finding.location().ifPresent(place -> json.put("source", place.source())
                .put("line", place.line())
                .put("column", place.column()));
        finding.found().ifPresent(found -> json.put("found", found));
        finding.expected().ifPresent(expected -> json.put("expected", expected));
        finding.hint().ifPresent(hint -> json.put("hint", hint));
        return json.build();
    }

    StitchedEntity read(String text) {
        Value.Obj json = Value.parseJson(text).asObj().orElseThrow();
        Value.Obj document = json.obj("document").orElseThrow();
        Entity entity = validator.restore(json.obj("accepted").orElse(document));
        return new StitchedEntity(
                entity,
                document,
                json.arr("relations").map(IndexedEntities::relations).orElseGet(entity::relations),
                json.arr("errors").map(IndexedEntities::errors).orElse(List.of()),
                new StitchedEntity.Provenance(location(json, "location"), location(json, "origin"), json.has("orphan")),
                json.string("uid"));
    }

    private static LocationRef location(Value.Obj json, String key) {
        return LocationRef.parse(json.string(key).orElseThrow());
    }

    private static List<Relation> relations(Value.Arr written) {
        return written.values().stream()
                .map(value -> ((Value.Arr) value).strings())
                .map(parts -> new Relation(
                        ref(parts.get(0)), new RelationType(parts.get(1), parts.get(2)), ref(parts.get(3))))
                .toList();
    }

    private static EntityRef ref(String text) {
        return EntityRef.parse(text);
    }

    private static List<Diagnostic> errors(Value.Arr written) {
        return written.values().stream()
                .map(value -> finding((Value.Obj) value))
                .toList();
    }

    private static Diagnostic finding(Value.Obj json) {
        return new Diagnostic(
                Severity.valueOf(json.string("severity").orElseThrow()),
                json.string("rule").orElseThrow(),
                json.string("entity").map(EntityRef::parse),
                json.string("source")
                        .map(file -> new SourceLocation(file, number(json, "line"), number(json, "column"))),
                json.string("pointer").orElse(""),
                json.string("message").orElse(""),
                json.get("found"),
                json.string("expected"),
                json.string("hint"));
    }

    private static int number(Value.Obj json, String key) {
        return json.get(key).map(value -> (int) ((Value.Num) value).longValue()).orElse(1);
    }
}
