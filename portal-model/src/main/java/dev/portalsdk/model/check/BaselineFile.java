package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.ReadLimits;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads and writes the file of a {@link Baseline}. */
final class BaselineFile {
    private static final ReadLimits LIMITS = new ReadLimits(64 << 20, 10, 5_000_000, 0, 1);
    private static final String RULE = "baseline";

    private final Path file;
    private final Path directory;
    private final Map<FindingKey, Optional<SourceLocation>> entries = new TreeMap<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    BaselineFile(Path file) {
        this.file = file;
        this.directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
    }

    Validated<Baseline> read() throws IOException {
        Validated<List<YamlDocument>> documents = YamlDocuments.withLimits(LIMITS)
                .read(file.toString(), BoundedFiles.read(file, 4L * LIMITS.maxCharacters()));
        findings.addAll(documents.findings());
        documents.value().orElse(List.of()).forEach(this::readDocument);
        return Validated.of(new Baseline(entries), findings);
    }

    private void readDocument(YamlDocument document) {
        Optional<Value.Arr> list = document.value().asObj().flatMap(root -> root.arr("findings"));
        if (list.isEmpty()) {
            findings.add(malformed("A baseline is a mapping with a list named findings", document, ""));
            return;
        }
        List<Value> values = list.get().values();
        for (int i = 0; i < values.size(); i++) {
            String pointer = "/findings/" + i;
            Optional<FindingKey> key = values.get(i).asObj().flatMap(this::key);
            if (key.isPresent()) {
                entries.put(key.get(), document.value(pointer));
            } else {
                findings.add(malformed(
                        "findings[" + i + "] needs the texts rule, pointer, detail, and entity or source",
                        document,
                        pointer));
            }
        }
    }

    private Optional<FindingKey> key(Value.Obj entry) {
        Optional<String> rule = entry.string("rule");
        Optional<String> pointer = entry.string("pointer");
        Optional<String> detail = entry.string("detail");
        Optional<String> source = entry.string("source").map(text -> SourcePaths.resolved(text, directory));
        Optional<EntityRef> entity = entry.string("entity").flatMap(BaselineFile::ref);
        boolean complete = rule.isPresent() && pointer.isPresent() && detail.isPresent();
        return complete && source.isPresent() != entity.isPresent()
                ? Optional.of(new FindingKey(rule.get(), entity, source.orElse(""), pointer.get(), detail.get()))
                : Optional.empty();
    }

    private static Optional<EntityRef> ref(String text) {
        try {
            return Optional.of(EntityRef.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Diagnostic malformed(String message, YamlDocument document, String pointer) {
        return Diagnostic.error(RULE, message)
                .at(document.value(pointer).orElse(document.location()))
                .pointer(pointer)
                .hint("write the baseline anew")
                .build();
    }

    void write(Collection<FindingKey> keys) throws IOException {
        StringBuilder text = new StringBuilder("{\"findings\": [");
        String separator = "\n  ";
        for (FindingKey key : keys) {
            text.append(separator).append(json(key));
            separator = ",\n  ";
        }
        // Bytes, as writeString refuses half characters, which an entity made in code may hold.
        Files.write(file, text.append("\n]}\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private String json(FindingKey key) {
        Value.Obj.Builder entry = Value.Obj.builder().put("rule", key.ruleId());
        key.entity()
                .ifPresentOrElse(
                        ref -> entry.put("entity", ref.toString()),
                        () -> entry.put("source", SourcePaths.relative(key.source(), directory)));
        return entry.put("pointer", key.pointer())
                .put("detail", key.detail())
                .build()
                .toJson();
    }
}
