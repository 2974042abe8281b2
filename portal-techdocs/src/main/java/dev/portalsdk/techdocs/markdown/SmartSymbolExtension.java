package dev.portalsdk.techdocs.markdown;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Symbols spelt in ASCII: {@code (c)}, {@code (tm)}, {@code +/-}, arrows, {@code =/=}, fractions and ordinals ({@code 1st}). */
final class SmartSymbolExtension implements Parser.ParserExtension {

    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("(tm)", "\u2122"),
            Map.entry("(c)", "\u00a9"),
            Map.entry("(r)", "\u00ae"),
            Map.entry("c/o", "\u2105"),
            Map.entry("+/-", "\u00b1"),
            Map.entry("=/=", "\u2260"),
            Map.entry("<-->", "\u2194"),
            Map.entry("-->", "\u2192"),
            Map.entry("<--", "\u2190"),
            Map.entry("1/4", "\u00bc"),
            Map.entry("1/2", "\u00bd"),
            Map.entry("3/4", "\u00be"),
            Map.entry("1/3", "\u2153"),
            Map.entry("2/3", "\u2154"),
            Map.entry("1/5", "\u2155"),
            Map.entry("2/5", "\u2156"),
            Map.entry("3/5", "\u2157"),
            Map.entry("4/5", "\u2158"),
            Map.entry("1/6", "\u2159"),
            Map.entry("5/6", "\u215a"),
            Map.entry("1/8", "\u215b"),
            Map.entry("3/8", "\u215c"),
            Map.entry("5/8", "\u215d"),
            Map.entry("7/8", "\u215e"));

    private static final Pattern SYMBOL = Pattern.compile("\\((?:tm|c|r)\\)|(?<!\\w)c/o(?!\\w)|\\+/-|=/="
            + "|<-->|<--|-->"
            + "|(?<![\\d/])(?:1/[234568]|2/[35]|3/[458]|4/5|5/[68]|7/8)(?![\\d/])"
            + "|(?<![\\w.])(?<number>\\d{0,9}(?:1(?=st)|2(?=nd)|3(?=rd)|\\d(?=th)))(?<ordinal>st|nd|rd|th)(?!\\w)");

    static SmartSymbolExtension create() {
        return new SmartSymbolExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.postProcessor(document -> {
            TextRules.replaceAll(document, SmartSymbolExtension::mayHoldSymbol, SYMBOL, SmartSymbolExtension::symbol);
            return document;
        });
    }

    /** Most texts hold none of these pairs of characters, and looking for them is far quicker than the pattern is. */
    private static boolean mayHoldSymbol(String text) {
        for (int i = 0; i + 1 < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 'A' && c > ' ' && mayStartSymbol(c, text.charAt(i + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayStartSymbol(char c, char next) {
        return switch (c) {
            case '/', '=' -> true;
            case '-' -> next == '-';
            case '(' -> next == 't' || next == 'c' || next == 'r';
            default -> c >= '0' && c <= '9' && (next == 's' || next == 'n' || next == 'r' || next == 't');
        };
    }

    private static List<Node> symbol(Matcher match) {
        if (match.group("ordinal") == null) {
            return List.of(
                    new Text(Optional.ofNullable(SYMBOLS.get(match.group())).orElseGet(match::group)));
        }
        Elements.Inline raised = new Elements.Inline("sup", Map.of());
        raised.appendChild(new Text(match.group("ordinal")));
        return List.of(new Text(match.group("number")), raised);
    }
}
