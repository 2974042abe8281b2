package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckedEntity;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file of a snapshot: JSON lines. The first is {@code {"portalSnapshot":1}}, each other has an {@code "entity"} with its source and relations, or a
 * {@code "finding"}.
 */
final class SnapshotFile {
    private static final String VERSION = "portalSnapshot";
    private static final int MAX_LINES = 10_000_000;

    private SnapshotFile() {}

    static void write(CatalogSnapshot snapshot, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            line(out, Value.Obj.of(VERSION, 1));
            for (SnapshotEntity entity : snapshot.byRef().values()) {
                line(
                        out,
                        Value.Obj.of(
                                "entity",
                                entity.entity().toValue(),
                                "source",
                                entity.source(),
                                "relations",
                                Value.Arr.of(entity.relations().stream()
                                        .map(SnapshotFile::written)
                                        .toList())));
            }
            for (Diagnostic finding : snapshot.findings()) {
                line(out, Value.Obj.of("finding", written(finding)));
            }
        }
    }

    private static void line(BufferedWriter out, Value.Obj value) throws IOException {
        out.append(value.toJson()).append('\n');
    }

    private static Value written(Relation relation) {
        return Value.Arr.ofStrings(List.of(
                relation.type().name(),
                relation.type().inverseName(),
                relation.target().toString()));
    }

    private static Value written(Diagnostic finding) {
        Value.Obj.Builder written = Value.Obj.builder()
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("rule", finding.ruleId())
                .put("pointer", finding.pointer())
                .put("message", finding.message());
        finding.entity().ifPresent(ref -> written.put("entity", ref.toString()));
        finding.location()
                .ifPresent(at -> written.put("place", Value.of(List.of(at.source(), at.line(), at.column()))));
        finding.found().ifPresent(value -> written.put("found", value));
        finding.expected().ifPresent(text -> written.put("expected", text));
        finding.hint().ifPresent(text -> written.put("hint", text));
        return written.build();
    }

    static CatalogSnapshot read(Path file, CatalogSnapshot.Rules rules) throws IOException {
        NavigableMap<EntityRef, SnapshotEntity> entities = new TreeMap<>();
        List<Diagnostic> findings = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String first = in.readLine();
            if (first == null || !first.replace(" ", "").startsWith("{\"" + VERSION + "\":1}")) {
                throw new IOException(
                        file + " is no snapshot of a catalog: it does not start with {\"" + VERSION + "\":1}");
            }
            int number = 1;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                try {
                    line(Value.parseJson(line), rules, entities, findings);
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + ":" + number + " is no line of a snapshot: " + e.getMessage(), e);
                }
                if (number > MAX_LINES) {
                    throw new IOException(file + " has more than " + MAX_LINES + " lines");
                }
            }
        }
        return CatalogSnapshot.kept(entities, findings, rules);
    }

    private static void line(
            Value line,
            CatalogSnapshot.Rules rules,
            NavigableMap<EntityRef, SnapshotEntity> entities,
            List<Diagnostic> findings) {
        Value.Obj object = line.asObj().orElseThrow(() -> new IllegalArgumentException("it is no object"));
        Optional<Value.Obj> document = object.obj("entity");
        if (document.isPresent()) {
            Entity entity = rules.validator().restore(document.get());
            String source = object.string("source").orElse("");
            CheckedEntity checked = new CheckedEntity(entity, EntityDescriptor.of(document.get()));
            List<Relation> relations = new ArrayList<>();
            object.arr("relations")
                    .ifPresent(all -> all.values().forEach(one -> relations.add(relation(entity.ref(), one))));
            entities.put(entity.ref(), new SnapshotEntity(checked, source, relations));
        }
        object.obj("finding").ifPresent(finding -> findings.add(finding(finding)));
    }

    private static Relation relation(EntityRef source, Value written) {
        List<String> parts = written.asArr().map(Value.Arr::strings).orElse(List.of());
        if (parts.size() != 3) {
            throw new IllegalArgumentException("a relation is [type, inverse, target], not " + written.toJson());
        }
        return new Relation(source, new RelationType(parts.get(0), parts.get(1)), EntityRef.parse(parts.get(2)));
    }

    private static Diagnostic finding(Value.Obj written) {
        Optional<SourceLocation> place = written.arr("place")
                .filter(parts -> parts.size() == 3)
                .map(parts -> new SourceLocation(
                        parts.get(0).asString().orElse(""), number(parts.get(1)), number(parts.get(2))));
        return new Diagnostic(
                Severity.valueOf(written.string("severity").orElse("").toUpperCase(Locale.ROOT)),
                written.string("rule").orElse(""),
                written.string("entity").map(EntityRef::parse),
                place,
                written.string("pointer").orElse(""),
                written.string("message").orElse(""),
                written.get("found"),
                written.string("expected"),
                written.string("hint"));
    }

    private static int number(Value value) {
        return value instanceof Value.Num number ? (int) number.longValue() : 0;
    }
}
