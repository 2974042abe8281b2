package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts files into a page before it is parsed: {@code --8<-- "path"}, {@code path:section}, {@code path:2:5}, and the form
 * with one path a line between two lines of {@code --8<--}. A leading {@code ;} keeps the line as text.
 */
final class Snippets {

    private static final Pattern INLINE =
            Pattern.compile("([ \\t]*)(;*)(-+8<-+)[ \\t]+([\"'])([^\"'\\r\\n]+)\\4[ \\t]*");
    private static final Pattern FENCE = Pattern.compile("([ \\t]*)(;*)(-+8<-+)[ \\t]*");
    private static final Pattern MARK = Pattern.compile(".*-+8<-+[ \\t]+\\[(?:start|end):[\\w-]+].*");
    private static final Pattern SECTION = Pattern.compile("(.+?):([A-Za-z][\\w-]*)");
    private static final Pattern RANGE = Pattern.compile("(.+?):(\\d{0,9})(?::(\\d{0,9}))?");

    private final SnippetReader reader;
    private final MarkdownLimits limits;
    private final List<Diagnostic> findings = new ArrayList<>();
    private final List<SourceText.Line> lines = new ArrayList<>();
    private int charactersLeft;

    Snippets(SnippetReader reader, MarkdownLimits limits) {
        this.reader = reader;
        this.limits = limits;
        this.charactersLeft = limits.snippetCharacters();
    }

    SourceText expand(SourceText text) {
        if (text.lines().stream().noneMatch(line -> line.text().contains("8<-"))) {
            return text;
        }
        expand(text.lines(), "", 0);
        return new SourceText(text.source(), lines);
    }

    List<Diagnostic> findings() {
        return findings;
    }

    private void expand(List<SourceText.Line> from, String indent, int depth) {
        Optional<String> block = Optional.empty();
        for (SourceText.Line line : from) {
            Matcher fence = FENCE.matcher(line.text());
            Matcher inline = INLINE.matcher(line.text());
            if (fence.matches() && fence.group(2).isEmpty()) {
                block = block.isPresent() ? Optional.empty() : Optional.of(fence.group(1));
            } else if (block.isPresent()) {
                String path = line.text().strip();
                if (!path.isEmpty() && !path.startsWith(";")) {
                    include(line, path, indent + block.get(), depth);
                }
            } else if (inline.matches() && inline.group(2).isEmpty()) {
                include(line, inline.group(5), indent + inline.group(1), depth);
            } else {
                keep(line, indent, depth);
            }
        }
    }

    private void keep(SourceText.Line line, String indent, int depth) {
        Matcher escaped = FENCE.matcher(line.text());
        Matcher escapedInline = INLINE.matcher(line.text());
        String text = line.text();
        if (escaped.matches() || escapedInline.matches()) {
            text = text.replaceFirst(";", "");
        } else if (depth > 0 && MARK.matcher(text).matches()) {
            return; // section marks are for snippets, not for readers
        }
        lines.add(new SourceText.Line(indent + text, line.source(), line.number()));
    }

    private void include(SourceText.Line at, String target, String indent, int depth) {
        if (depth >= limits.snippetDepth()) {
            report(at, "Snippet \"" + target + "\" is nested deeper than " + limits.snippetDepth() + " levels");
            return;
        }
        try {
            Optional<List<SourceText.Line>> found = resolve(target);
            if (found.isEmpty()) {
                report(at, "Snippet \"" + target + "\" is not there, or not a file that a page may include");
                return;
            }
            int length = found.get().stream()
                    .mapToInt(line -> line.text().length() + 1)
                    .sum();
            if (length > charactersLeft) {
                report(
                        at,
                        "Snippet \"" + target + "\" is too long: the snippets of a page may have "
                                + limits.snippetCharacters() + " characters together");
                return;
            }
            charactersLeft -= length;
            expand(found.get(), indent, depth + 1);
        } catch (IOException e) {
            report(at, "Snippet \"" + target + "\" could not be read: " + e.getMessage());
        }
    }

    private Optional<List<SourceText.Line>> resolve(String target) throws IOException {
        Optional<String> whole = reader.read(target);
        if (whole.isPresent()) {
            return Optional.of(SourceText.of(target, whole.get(), 0).lines());
        }
        Matcher section = SECTION.matcher(target);
        if (section.matches()) {
            return read(section.group(1)).flatMap(all -> section(all, section.group(2)));
        }
        Matcher range = RANGE.matcher(target);
        return range.matches() ? read(range.group(1)).map(all -> range(all, range)) : Optional.empty();
    }

    private Optional<List<SourceText.Line>> read(String path) throws IOException {
        return reader.read(path).map(text -> SourceText.of(path, text, 0).lines());
    }

    private static Optional<List<SourceText.Line>> section(List<SourceText.Line> all, String name) {
        int start = indexOf(all, "[start:" + name + "]", 0);
        int end = start < 0 ? -1 : indexOf(all, "[end:" + name + "]", start);
        return start < 0 ? Optional.empty() : Optional.of(all.subList(start + 1, end < 0 ? all.size() : end));
    }

    private static int indexOf(List<SourceText.Line> all, String mark, int from) {
        for (int i = from; i < all.size(); i++) {
            if (all.get(i).text().contains("8<-") && all.get(i).text().contains(mark)) {
                return i;
            }
        }
        return -1;
    }

    /** Line numbers count from 1 and include both ends; an absent one means the first or the last line. */
    private static List<SourceText.Line> range(List<SourceText.Line> all, Matcher range) {
        int from = number(range.group(2), 1);
        int to = number(Optional.ofNullable(range.group(3)).orElse(""), all.size());
        int start = Math.min(Math.max(from, 1), all.size() + 1);
        return all.subList(start - 1, Math.max(start - 1, Math.min(to, all.size())));
    }

    private static int number(String digits, int otherwise) {
        return digits.isEmpty() ? otherwise : Integer.parseInt(digits);
    }

    private void report(SourceText.Line at, String message) {
        int column = at.text().length() - at.text().stripLeading().length() + 1;
        findings.add(Diagnostic.warning("docs-snippet", message)
                .at(new SourceLocation(at.source(), at.number(), column))
                .hint("Paths are relative to the folder that holds mkdocs.yml and may not leave it")
                .build());
    }
}
