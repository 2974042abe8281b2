package dev.portalsdk.techdocs.markdown;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.BlockParserFactory;
import org.commonmark.parser.block.BlockStart;
import org.commonmark.parser.block.MatchedBlockParser;
import org.commonmark.parser.block.ParserState;

/** Abbreviations: {@code *[HTML]: Hyper Text Markup Language} anywhere in a page explains every whole word HTML in it. */
final class AbbreviationExtension implements Parser.ParserExtension {

    private static final Pattern DEFINITION =
            Pattern.compile("\\*\\[(?<short>[^\\[\\]\\\\]{1,100})]:[ \\t]*(?<long>.*)");

    private final int limit;

    private AbbreviationExtension(int limit) {
        this.limit = limit;
    }

    /** @param limit how many abbreviations a page may define; each costs a look at every word */
    static AbbreviationExtension create(int limit) {
        return new AbbreviationExtension(limit);
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.customBlockParserFactory(new Factory());
        parser.postProcessor(this::explain);
    }

    private Node explain(Node document) {
        List<Definition> definitions = Trees.all(document, Definition.class);
        Map<String, String> known = new LinkedHashMap<>();
        for (Definition definition : definitions) {
            if (known.size() < limit || known.containsKey(definition.word)) {
                known.put(definition.word, definition.meaning);
            }
            definition.unlink();
        }
        known.values().removeIf(String::isEmpty);
        if (!known.isEmpty()) {
            TextRules.replaceAll(document, text -> true, pattern(known), match -> List.of(abbreviation(match, known)));
        }
        return document;
    }

    private static Pattern pattern(Map<String, String> known) {
        return known.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("|", "(?<!\\w)(?:", ")(?!\\w)"),
                        regex -> Pattern.compile(regex, Pattern.UNICODE_CHARACTER_CLASS)));
    }

    private static Node abbreviation(Matcher match, Map<String, String> known) {
        Elements.Inline node = new Elements.Inline("abbr", Map.of("title", known.getOrDefault(match.group(), "")));
        node.appendChild(new Text(match.group()));
        return node;
    }

    private static final class Definition extends CustomBlock {
        private final String word;
        private final String meaning;

        Definition(String word, String meaning) {
            this.word = word;
            this.meaning = meaning;
        }
    }

    private static final class Factory implements BlockParserFactory {
        @Override
        public BlockStart tryStart(ParserState state, MatchedBlockParser matched) {
            CharSequence line = state.getLine().getContent();
            int start = state.getNextNonSpaceIndex();
            if (state.getIndent() >= 4 || line.charAt(start) != '*') {
                return BlockStart.none();
            }
            Matcher matcher = DEFINITION.matcher(line).region(start, line.length());
            return matcher.matches()
                    ? BlockStart.of(new OneLine(new Definition(
                                    matcher.group("short").strip(),
                                    matcher.group("long").strip())))
                            .atIndex(line.length())
                    : BlockStart.none();
        }
    }

    private static final class OneLine extends AbstractBlockParser {
        private final Definition block;

        OneLine(Definition block) {
            this.block = block;
        }

        @Override
        public Definition getBlock() {
            return block;
        }

        @Override
        public BlockContinue tryContinue(ParserState state) {
            return BlockContinue.none();
        }
    }
}
