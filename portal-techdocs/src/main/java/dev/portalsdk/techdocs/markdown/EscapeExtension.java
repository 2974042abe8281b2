package dev.portalsdk.techdocs.markdown;

import java.util.Set;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Scanner;

/** Remembers which characters were escaped, so that {@code \^}, {@code \:} and the like stay text in the rules that run after parsing. */
final class EscapeExtension implements Parser.ParserExtension {

    private static final String ESCAPABLE = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    static EscapeExtension create() {
        return new EscapeExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.customInlineContentParserFactory(new Factory());
    }

    private static final class Factory implements InlineContentParserFactory {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of('\\');
        }

        @Override
        public InlineContentParser create() {
            return EscapeExtension::parse;
        }
    }

    private static ParsedInline parse(InlineParserState state) {
        Scanner scanner = state.scanner();
        scanner.next();
        char next = scanner.peek();
        if (next == '\n') {
            scanner.next();
            return ParsedInline.of(new HardLineBreak(), scanner.position());
        }
        if (next == ' ') {
            // As Python-Markdown's caret and tilde: a space that may stand within H~a\ b~. Elsewhere it is what it was.
            scanner.next();
            return ParsedInline.of(escaped("\\ "), scanner.position());
        }
        if (next != Scanner.END && ESCAPABLE.indexOf(next) >= 0) {
            scanner.next();
            return ParsedInline.of(escaped(String.valueOf(next)), scanner.position());
        }
        return ParsedInline.of(new Text("\\"), scanner.position());
    }

    private static Node escaped(String text) {
        Elements.Escaped node = new Elements.Escaped();
        node.appendChild(new Text(text));
        return node;
    }
}
