package dev.portalsdk.techdocs.markdown;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.Block;
import org.commonmark.parser.Parser;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/**
 * Markdown within raw HTML: {@code <div markdown>} on a line of its own, content, {@code </div>} on a line of its own.
 * The element's attributes stay, subject to sanitising; {@code markdown} goes.
 */
final class HtmlMarkdownExtension implements Parser.ParserExtension {

    private static final Set<String> TAGS = Set.of(
            "article", "aside", "blockquote", "center", "details", "div", "figcaption", "figure", "section", "summary");

    static HtmlMarkdownExtension create() {
        return new HtmlMarkdownExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.customBlockParserFactory(HtmlMarkdownExtension::tryStart);
    }

    private static BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
        CharSequence line = state.getLine().getContent();
        int start = state.getNextNonSpaceIndex();
        if (state.getIndent() >= 4 || line.charAt(start) != '<') {
            return BlockStart.none();
        }
        String text = line.subSequence(start, line.length()).toString().strip();
        return opening(text)
                .map(tag -> BlockStart.of(new Container(tag)).atIndex(line.length()))
                .orElseGet(BlockStart::none);
    }

    private static Optional<HtmlTokens.Tag> opening(String line) {
        if (!line.contains("markdown")) {
            return Optional.empty();
        }
        List<HtmlTokens.Token> tokens = HtmlTokens.of(line);
        return tokens.size() == 1
                        && tokens.get(0) instanceof HtmlTokens.Tag tag
                        && !tag.closing()
                        && TAGS.contains(tag.name())
                        && tag.value("markdown").isPresent()
                ? Optional.of(tag)
                : Optional.empty();
    }

    private static final class Container extends AbstractBlockParser {
        private final String tag;
        private final Elements.Block block;
        private int nested;

        Container(HtmlTokens.Tag opening) {
            this.tag = opening.name();
            Map<String, String> attributes = new LinkedHashMap<>();
            for (HtmlTokens.Attribute attribute : opening.attributes()) {
                if (!attribute.name().equals("markdown")) {
                    attributes.put(attribute.name(), Entities.decode(attribute.value()));
                }
            }
            this.block = new Elements.Block(tag, attributes);
        }

        @Override
        public Block getBlock() {
            return block;
        }

        @Override
        public boolean isContainer() {
            return true;
        }

        @Override
        public boolean canContain(Block child) {
            return true;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            CharSequence content = state.getLine().getContent();
            String line = content.subSequence(state.getNextNonSpaceIndex(), content.length())
                    .toString();
            if (line.startsWith("<")) {
                if (nested == 0 && line.strip().toLowerCase(Locale.ROOT).equals("</" + tag + ">")) {
                    return BlockContinue.finished();
                }
                count(line);
            }
            return BlockContinue.atIndex(state.getIndex());
        }

        private void count(String line) {
            for (HtmlTokens.Token token : HtmlTokens.of(line)) {
                if (token instanceof HtmlTokens.Tag found && found.name().equals(tag)) {
                    nested = Math.max(0, nested + (found.closing() ? -1 : 1));
                }
            }
        }
    }
}
