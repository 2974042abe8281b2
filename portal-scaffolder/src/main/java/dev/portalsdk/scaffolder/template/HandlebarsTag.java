package dev.portalsdk.scaffolder.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of a Handlebars template, taken apart.
 *
 * @param sigil what stands before its words: {@code #}, {@code ^}, {@code /}, {@code &}, {@code >}, {@code =}, or a blank
 */
record HandlebarsTag(char sigil, int offset, List<Word> words) {
    private static final Pattern START =
            Pattern.compile("(?<escape>\\\\?)(?<raw>\\{\\{\\{\\{)?\\{\\{(?<sigil>\\{|~?\\s*[!#^/&>=]?)");
    private static final Pattern WORD = Pattern.compile("\\s+|~"
            + "|(?<text>\"(?:\\\\.|[^\"\\\\]++)*+\"|'(?:\\\\.|[^'\\\\]++)*+')"
            + "|(?<bracket>[()|])"
            + "|(?<key>[^\\s=()|}~\"'\\[\\].]++)\\s*+="
            + "|(?<path>(?:\\[[^\\]]*+]|[^\\s=()|}~\"'\\[]++)++)");

    /** What a word is. */
    enum WordKind {
        TEXT,
        BRACKET,
        KEY,
        PATH
    }

    /** A word of a tag; a text with its quotes. */
    record Word(WordKind kind, String text, int offset) {
        boolean is(String other) {
            return text.equals(other) && (kind == WordKind.BRACKET || kind == WordKind.PATH);
        }
    }

    /** All tags of a text but comments, raw blocks and what is escaped; those behind a change of delimiters are not found. */
    static List<HandlebarsTag> of(String text) {
        List<HandlebarsTag> tags = new ArrayList<>();
        Matcher start = START.matcher(text);
        int at = 0;
        while (start.find(at)) {
            String sigil = start.group("sigil").replace("~", "").strip();
            if (sigil.equals("=")) {
                return tags;
            }
            boolean skipped =
                    start.group("raw") != null || !start.group("escape").isEmpty() || sigil.equals("!");
            at = skipped ? endOfSkipped(text, start, sigil) : read(text, start, sigil, tags);
        }
        return tags;
    }

    private static int endOfSkipped(String text, Matcher start, String sigil) {
        boolean raw = start.group("raw") != null;
        boolean longComment = sigil.equals("!") && text.startsWith("--", start.end());
        int from = raw ? Math.max(start.end(), text.indexOf("{{{{/", start.end())) : start.end();
        String closing = raw ? "}}}}" : longComment ? "--" : "}}";
        int end = text.indexOf(closing, longComment ? from + 2 : from);
        return end < 0 ? text.length() : end + closing.length();
    }

    private static int read(String text, Matcher start, String sigil, List<HandlebarsTag> tags) {
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(text).region(start.end(), text.length());
        int at = start.end();
        while (word.lookingAt()) {
            add(word, words);
            at = word.end();
            word.region(at, text.length());
        }
        tags.add(new HandlebarsTag(sigil.isEmpty() ? ' ' : sigil.charAt(0), start.start(), List.copyOf(words)));
        int end = text.indexOf("}}", at);
        return end < 0 ? text.length() : end + 2;
    }

    private static void add(Matcher word, List<Word> words) {
        for (WordKind kind : WordKind.values()) {
            String group = kind.name().toLowerCase(Locale.ROOT);
            if (word.group(group) != null) {
                words.add(new Word(kind, word.group(group), word.start(group)));
            }
        }
    }

    boolean opens() {
        return (sigil == '#' || sigil == '^') && !words.isEmpty();
    }

    boolean isElse() {
        return (sigil == '^' && words.isEmpty())
                || (sigil == ' ' && !words.isEmpty() && words.get(0).is("else"));
    }

    boolean closes() {
        return sigil == '/';
    }

    /** What stands behind {@code else}, as if it began a block. */
    HandlebarsTag withoutElse() {
        return new HandlebarsTag('#', offset, words.subList(Math.min(1, words.size()), words.size()));
    }
}
