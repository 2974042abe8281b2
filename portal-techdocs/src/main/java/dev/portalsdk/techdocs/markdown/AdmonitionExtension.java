package dev.portalsdk.techdocs.markdown;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.block.BlockParser;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Admonitions and collapsible details.
 *
 * <pre>
 * !!! warning "Custom *title*"        ??? note "Closed"        ???+ tip inline end
 *     Body, indented by four.             Body.                    Body.
 * </pre>
 *
 * The first word is the kind and the title when none is given; further words are classes; {@code ""} means no title.
 */
final class AdmonitionExtension implements Parser.ParserExtension {

    private static final Pattern START = Pattern.compile(
            "(?<mark>!!!|\\?\\?\\?\\+?)[ \\t]*(?<classes>[\\w-]+(?:[ \\t]+[\\w-]+)*)?(?:[ \\t]*\"(?<title>.*)\")?[ \\t]*",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final int LONGEST_START = 1_000;

    static AdmonitionExtension create() {
        return new AdmonitionExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.customBlockParserFactory(new Factory());
        parser.postProcessor(document -> {
            LazyLines.moveBehind(Trees.all(document, Elements.Indented.class));
            return document;
        });
    }

    /** The attributes of an admonition of the given classes; also of what GitHub's alerts become. */
    static Map<String, String> admonition(String classes) {
        return Map.of("class", ("admonition " + classes).strip());
    }

    static Elements.Inline titleOfAdmonition() {
        return new Elements.Inline("p", Map.of("class", "admonition-title"));
    }

    static String titleFor(String kind) {
        return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1).replace('-', ' ');
    }

    private static final class Factory implements BlockParserFactory {

        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int start = state.getNextNonSpaceIndex();
            if (state.getIndent() >= 4 || !isMark(line, start) || line.length() - start > LONGEST_START) {
                return BlockStart.none();
            }
            Matcher matcher = START.matcher(line).region(start, line.length());
            if (!matcher.matches() || (matcher.group("classes") == null && matcher.group("title") == null)) {
                return BlockStart.none();
            }
            return BlockStart.of(parser(matcher, state.getLine())).atIndex(line.length());
        }

        private static boolean isMark(CharSequence line, int start) {
            return line.length() >= start + 3
                    && (line.charAt(start) == '!' || line.charAt(start) == '?')
                    && line.charAt(start + 1) == line.charAt(start)
                    && line.charAt(start + 2) == line.charAt(start);
        }

        private static BlockParser parser(Matcher start, SourceLine line) {
            String classes =
                    Optional.ofNullable(start.group("classes")).orElse("").toLowerCase(Locale.ROOT);
            boolean details = start.group("mark").startsWith("?");
            Elements.Block block = details
                    ? new Elements.Indented(
                            "details", details(classes, start.group("mark").endsWith("+")))
                    : new Elements.Indented("div", admonition(classes));
            Node title = details ? new Elements.Inline("summary", Map.of()) : titleOfAdmonition();
            Optional<SourceLine> text = title(start, line, classes.split("\\s+", 2)[0]);
            return text.<BlockParser>map(found -> new TitledBody(block, title, found))
                    .orElseGet(() -> new IndentedBody(block));
        }

        private static Map<String, String> details(String classes, boolean open) {
            Map<String, String> attributes = new LinkedHashMap<>();
            if (!classes.isEmpty()) {
                attributes.put("class", classes);
            }
            if (open) {
                attributes.put("open", "open");
            }
            return attributes;
        }

        private static Optional<SourceLine> title(Matcher start, SourceLine line, String kind) {
            if (start.group("title") == null) {
                return Optional.of(SourceLine.of(titleFor(kind), null));
            }
            return start.group("title").isEmpty()
                    ? Optional.empty()
                    : Optional.of(line.substring(start.start("title"), start.end("title")));
        }
    }
}
