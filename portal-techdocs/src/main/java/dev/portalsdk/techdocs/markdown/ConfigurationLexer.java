package dev.portalsdk.techdocs.markdown;

import java.util.List;
import java.util.Set;

/**
 * Languages that are mostly keys and values: YAML, TOML, HCL. A word in front of a separator is a key, also in quotes.
 */
final class ConfigurationLexer implements Lexer {

    private static final Set<String> CONSTANTS =
            Set.of("true", "false", "null", "yes", "no", "on", "off", "True", "False", "Null", "~");
    private static final String PUNCTUATION = "{}[](),;";
    private static final String ENDS_WORD = " \t\"'#" + PUNCTUATION;

    private final String separators;
    private final List<String> comments;

    private ConfigurationLexer(String separators, List<String> comments) {
        this.separators = separators;
        this.comments = comments;
    }

    /**
     * @param separators characters that follow a key
     * @param comments what starts a comment up to the end of the line
     */
    static ConfigurationLexer of(String separators, String... comments) {
        return new ConfigurationLexer(separators, List.of(comments));
    }

    @Override
    public void line(String line, CodeHtml html) {
        int at = 0;
        boolean value = false;
        while (at < line.length()) {
            int end = tokenEnd(line, at);
            if (isComment(line, at)) {
                end = line.length();
                html.token("c1", line, at, end);
            } else {
                boolean key = !value && isKey(line, end) && !Character.isWhitespace(line.charAt(at));
                html.token(key ? "nt" : name(line, at, end), line, at, end);
                value |= key;
                value &= PUNCTUATION.indexOf(line.charAt(at)) < 0;
            }
            at = end;
        }
    }

    private boolean isComment(String line, int at) {
        boolean free = at == 0 || Character.isWhitespace(line.charAt(at - 1));
        return free && comments.stream().anyMatch(mark -> line.startsWith(mark, at));
    }

    /** Where the token that starts here ends. */
    private int tokenEnd(String line, int start) {
        char first = line.charAt(start);
        if (first == '"' || first == '\'') {
            return quotedEnd(line, start);
        }
        int end = start + 1;
        if (Character.isWhitespace(first) || PUNCTUATION.indexOf(first) >= 0) {
            return end;
        }
        while (end < line.length() && ENDS_WORD.indexOf(line.charAt(end)) < 0 && !isSeparator(line, end)) {
            end++;
        }
        return end;
    }

    private static int quotedEnd(String line, int start) {
        char quote = line.charAt(start);
        for (int i = start + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (line.charAt(i) == quote) {
                return i + 1;
            }
        }
        return line.length();
    }

    /** In YAML a colon within a word, as in a URL, is part of it. */
    private boolean isSeparator(String line, int at) {
        char c = line.charAt(at);
        return separators.indexOf(c) >= 0
                && (c != ':' || at + 1 == line.length() || Character.isWhitespace(line.charAt(at + 1)));
    }

    private boolean isKey(String line, int end) {
        int at = end;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return at < line.length() && isSeparator(line, at);
    }

    private String name(String line, int start, int end) {
        char first = line.charAt(start);
        if (first == '"' || first == '\'') {
            return first == '"' ? "s2" : "s1";
        }
        if (first == '&' || first == '*' || first == '!') {
            return "nv";
        }
        if (end - start == 1 && (isSeparator(line, start) || first == '|' || first == '>')) {
            return "";
        }
        String word = line.substring(start, end);
        return CONSTANTS.contains(word) ? "kc" : isNumber(word) ? "mi" : "";
    }

    private static boolean isNumber(String word) {
        int at = word.startsWith("-") ? 1 : 0;
        int dots = 0;
        for (int i = at; i < word.length(); i++) {
            char c = word.charAt(i);
            dots += c == '.' ? 1 : 0;
            if ((c < '0' || c > '9') && c != '_' && c != '.') {
                return false;
            }
        }
        return word.length() > at && dots < 2 && Character.isDigit(word.charAt(at));
    }
}
