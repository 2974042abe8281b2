package dev.portalsdk.scaffolder.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression literal, {@code r/[a-z]+/gi}. */
record JsRegExp(String body, String flags, Pattern pattern) {

    /** @throws IllegalArgumentException if the body is no regular expression */
    static JsRegExp of(String body, String flags) {
        int options = flags.contains("i") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
        options |= flags.contains("m") ? Pattern.MULTILINE : 0;
        return new JsRegExp(body, flags, Pattern.compile(body, options | Pattern.UNIX_LINES));
    }

    boolean global() {
        return flags.contains("g");
    }

    /** A matcher each of whose reads counts as a step, so that backtracking without end is stopped. */
    Matcher matcher(String input, Budget budget) {
        return pattern.matcher(new CountedText(input, budget));
    }

    @Override
    public String toString() {
        return "/" + body + "/" + flags;
    }

    private record CountedText(String text, Budget budget) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.step();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
