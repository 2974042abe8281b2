package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.util.List;
import java.util.Optional;

/**
 * YAML between two lines of {@code ---} at the very start of a page.
 *
 * <p>MultiMarkdown's {@code Key: value} lines without delimiters are text, on purpose: MkDocs takes them as data and the
 * first paragraph of many a page is lost that way.
 *
 * @param bodyLine the first line (0-based) that is not front matter
 */
record FrontMatter(Value.Obj meta, int bodyLine, List<Diagnostic> findings) {

    /** How many lines a block may have; a page that opens with a rule has no end of front matter to look for. */
    private static final int MAX_LINES = 500;

    static FrontMatter read(String source, String text) {
        List<String> lines = text.lines().limit(MAX_LINES).toList();
        if (lines.isEmpty() || !lines.get(0).stripTrailing().equals("---")) {
            return none();
        }
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.equals("---") || line.equals("...")) {
                // The opening line stays, so that the places of the YAML are those of the page.
                return parse(source, String.join("\n", lines.subList(0, i)) + "\n", i + 1);
            }
        }
        return none();
    }

    private static FrontMatter none() {
        return new FrontMatter(Value.Obj.empty(), 0, List.of());
    }

    private static FrontMatter parse(String source, String yaml, int bodyLine) {
        Validated<List<YamlDocument>> read = YamlDocuments.create().read(source, yaml);
        Optional<Value> value = read.value().stream()
                .flatMap(List::stream)
                .map(YamlDocument::value)
                .findFirst();
        if (read.hasErrors() || value.isEmpty()) {
            return new FrontMatter(Value.Obj.empty(), bodyLine, findings(source, read));
        }
        if (value.get() instanceof Value.Obj meta) {
            return new FrontMatter(meta, bodyLine, List.of());
        }
        return value.get() instanceof Value.Null ? new FrontMatter(Value.Obj.empty(), bodyLine, List.of()) : none();
    }

    /** A page with bad front matter is still a page, so the reader's errors become one warning each. */
    private static List<Diagnostic> findings(String source, Validated<?> read) {
        return read.findings().stream()
                .map(finding -> Diagnostic.warning(
                                "docs-front-matter", "Front matter is not valid YAML: " + finding.message())
                        .at(finding.location().orElse(SourceLocation.startOf(source)))
                        .hint("The page is shown without its front matter; correct the YAML between the --- lines")
                        .build())
                .toList();
    }
}
