package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.ReadLimits;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the file of a {@link RefSnapshot}. */
final class RefSnapshotReader {
    static final int MAX_BYTES = 64 << 20;
    private static final ReadLimits LIMITS = new ReadLimits(MAX_BYTES, 10, 5_000_000, 0, 1);
    private static final String RULE = "ref-snapshot";
    private static final int MAX_FINDINGS = 100;

    private final String source;
    private final Set<EntityRef> refs = new TreeSet<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    RefSnapshotReader(String source) {
        this.source = source;
    }

    Validated<RefSnapshot> read(byte[] content) {
        if (content.length > MAX_BYTES) {
            findings.add(Diagnostic.error("limit", "The snapshot has more than " + MAX_BYTES + " bytes")
                    .at(SourceLocation.startOf(source))
                    .build());
            return Validated.rejected(findings);
        }
        String text = new String(content, StandardCharsets.UTF_8);
        if (isList(text)) {
            readList(text);
        } else {
            readLines(text);
        }
        return Validated.of(new RefSnapshot(refs), findings);
    }

    /** Whether the first line that says something starts a list, as no ref does. */
    private static boolean isList(String text) {
        return withoutMark(text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.equals("---"))
                .findFirst()
                .filter(line -> line.startsWith("[") || line.equals("-") || line.startsWith("- "))
                .isPresent();
    }

    private void readLines(String text) {
        int number = 0;
        for (Iterator<String> lines = withoutMark(text).lines().iterator(); lines.hasNext(); ) {
            number++;
            String ref = lines.next().strip();
            if (!ref.isEmpty() && !ref.startsWith("#")) {
                add(ref, new SourceLocation(source, number, 1));
            }
        }
    }

    private void readList(String text) {
        Validated<List<YamlDocument>> documents =
                YamlDocuments.withLimits(LIMITS).read(source, text);
        findings.addAll(documents.findings());
        for (YamlDocument document : documents.value().orElse(List.of())) {
            List<Value> elements =
                    document.value().asArr().map(Value.Arr::values).orElse(List.of());
            for (int i = 0; i < elements.size(); i++) {
                SourceLocation place = document.value("/" + i).orElse(document.location());
                if (elements.get(i) instanceof Value.Str ref) {
                    add(ref.value(), place);
                } else {
                    refuse("A " + elements.get(i).typeName() + " is no entity reference", elements.get(i), place);
                }
            }
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void add(String text, SourceLocation place) {
        try {
            refs.add(EntityRef.parse(text));
        } catch (IllegalArgumentException e) {
            refuse(String.valueOf(e.getMessage()), Value.Str.of(text), place);
        }
    }

    private void refuse(String message, Value found, SourceLocation place) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(Diagnostic.error(RULE, message)
                    .at(place)
                    .found(found)
                    .expected("a full reference such as component:default/web")
                    .build());
        }
    }
}
