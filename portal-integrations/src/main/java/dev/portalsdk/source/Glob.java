package dev.portalsdk.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern for paths with slashes: {@code *} and {@code ?} within a name, {@code **} for any number of directories,
 * {@code [a-z]} and {@code [!a-z]}, {@code {a,b}}.
 *
 * <p>As minimatch, which Backstage uses: names that start with a dot are matched only by patterns that say so. Unlike
 * there, {@code !}, {@code #} and the extended forms {@code +(…)} are plain text. Matching takes at most time in proportion
 * to pattern times path; a pattern has at most 1,000 characters and its braces at most 100 alternatives.
 */
public final class Glob {
    private static final int MAX_LENGTH = 1000;
    private static final int MAX_ALTERNATIVES = 100;

    private final String text;
    private final List<List<Part>> alternatives;
    /** Whether names that start with a dot are as any others. */
    private final boolean dots;

    private Glob(String text, List<List<Part>> alternatives, boolean dots) {
        this.text = text;
        this.alternatives = alternatives;
        this.dots = dots;
    }

    /** Reads a pattern. @throws IllegalArgumentException if it is too long or has too many alternatives */
    public static Glob of(String pattern) {
        if (pattern.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a pattern has at most " + MAX_LENGTH + " characters: " + pattern.substring(0, 50));
        }
        List<String> expanded = new ArrayList<>();
        expand(pattern, expanded);
        return new Glob(pattern, expanded.stream().map(Glob::parts).toList(), false);
    }

    /** A pattern of any length in which braces mean nothing, nor does a dot at the start of a name. */
    static Glob withDots(String pattern) {
        return new Glob(pattern, List.of(parts(pattern)), true);
    }

    /** The same pattern, for which a dot at the start of a name means nothing. */
    Glob withDots() {
        return new Glob(text, alternatives, true);
    }

    /** Whether a text holds a wildcard, and so names more than one file. */
    public static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /** Whether the pattern matches a whole path; slashes at the path's start are ignored. */
    public boolean matches(String path) {
        return matches(names(path));
    }

    /** As {@link #matches(String)}, of a path that is taken apart already. */
    boolean matches(List<String> names) {
        return alternatives.stream().anyMatch(parts -> matches(parts, names));
    }

    /** For walking a directory: one alternative after the other. */
    List<List<Part>> alternatives() {
        return alternatives;
    }

    /** Goes back at most to the last {@code **}, so that many of them cost no more than one. */
    private boolean matches(List<Part> parts, List<String> names) {
        int part = 0;
        int name = 0;
        int restartPart = -1;
        int restartName = 0;
        while (name < names.size()) {
            if (part < parts.size() && parts.get(part).anyDepth()) {
                restartPart = ++part;
                restartName = name;
            } else if (part < parts.size() && parts.get(part).matches(names.get(name), dots)) {
                part++;
                name++;
            } else if (restartPart >= 0 && (dots || !names.get(restartName).startsWith("."))) {
                part = restartPart;
                name = ++restartName;
            } else {
                return false;
            }
        }
        return part == parts.size();
    }

    static List<String> names(String path) {
        return Arrays.stream(path.split("/")).filter(name -> !name.isEmpty()).toList();
    }

    private static List<Part> parts(String pattern) {
        List<Part> parts = new ArrayList<>();
        for (String name : names(pattern)) {
            if (!name.equals("**")) {
                parts.add(isPattern(name) ? Part.wildcard(name) : Part.literal(name));
            } else if (parts.isEmpty() || !parts.get(parts.size() - 1).anyDepth()) {
                parts.add(Part.ANY_DEPTH);
            }
        }
        // A final ** stands for files at any depth, that is for at least one name.
        if (!parts.isEmpty() && parts.get(parts.size() - 1).anyDepth()) {
            parts.add(Part.wildcard("*"));
        }
        return parts;
    }

    /** Replaces the first group of braces that gives a choice by each of its alternatives, and so on. */
    private static void expand(String pattern, List<String> into) {
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', open + 1)) {
            int close = matchingBrace(pattern, open);
            List<String> choices = close < 0 ? List.of() : choices(pattern.substring(open + 1, close));
            if (choices.size() > 1) {
                for (String choice : choices) {
                    expand(pattern.substring(0, open) + choice + pattern.substring(close + 1), into);
                }
                return;
            }
        }
        into.add(pattern);
        if (into.size() > MAX_ALTERNATIVES) {
            throw new IllegalArgumentException(
                    "a pattern has at most " + MAX_ALTERNATIVES + " alternatives: " + pattern);
        }
    }

    private static int matchingBrace(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> choices(String inside) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                choices.add(inside.substring(start, i));
                start = i + 1;
            }
        }
        choices.add(inside.substring(start));
        return choices;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob glob && text.equals(glob.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }

    /** What one name must be like; or, if {@code anyDepth}, any number of names that do not start with a dot. */
    record Part(String literal, List<IntPredicate> characters, boolean anyDepth) {
        static final Part ANY_DEPTH = new Part("", List.of(), true);
        private static final IntPredicate ANY_TEXT = new AnyText();

        static Part literal(String name) {
            return new Part(name, List.of(), false);
        }

        static Part wildcard(String name) {
            List<IntPredicate> characters = new ArrayList<>();
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                int close = c == '[' ? name.indexOf(']', i + 2) : -1;
                if (close > 0) {
                    characters.add(oneOf(name.substring(i + 1, close)));
                    i = close;
                } else if (c == '*') {
                    characters.add(ANY_TEXT);
                } else {
                    characters.add(c == '?' ? any -> true : same -> same == c);
                }
            }
            return new Part("", characters, false);
        }

        boolean isLiteral() {
            return !literal.isEmpty();
        }

        boolean matches(String name) {
            return matches(name, false);
        }

        boolean matches(String name, boolean dots) {
            if (isLiteral() || anyDepth) {
                return literal.equals(name);
            }
            boolean hidden = !dots && name.startsWith(".");
            return (!hidden || (!characters.isEmpty() && saysDot())) && matchesCharacters(name);
        }

        /** Whether the first character must be a dot: then nothing else passes it. */
        private boolean saysDot() {
            IntPredicate first = characters.get(0);
            return first != ANY_TEXT && first.test('.') && !first.test('a') && !first.test('_');
        }

        /** Goes back at most to the last star, so that many stars cost no more than one. */
        private boolean matchesCharacters(String name) {
            int at = 0;
            int next = 0;
            int restart = -1;
            int restartAt = 0;
            while (at < name.length()) {
                if (next < characters.size() && characters.get(next) == ANY_TEXT) {
                    restart = ++next;
                    restartAt = at;
                } else if (next < characters.size() && characters.get(next).test(name.charAt(at))) {
                    next++;
                    at++;
                } else if (restart >= 0) {
                    next = restart;
                    at = ++restartAt;
                } else {
                    return false;
                }
            }
            while (next < characters.size() && characters.get(next) == ANY_TEXT) {
                next++;
            }
            return next == characters.size();
        }

        private static IntPredicate oneOf(String inside) {
            boolean not = inside.startsWith("!") || inside.startsWith("^");
            BitSet set = new BitSet();
            for (int i = not ? 1 : 0; i < inside.length(); i++) {
                boolean range = i + 2 < inside.length() && inside.charAt(i + 1) == '-';
                char last = inside.charAt(range ? i + 2 : i);
                if (inside.charAt(i) <= last) {
                    set.set(inside.charAt(i), last + 1);
                }
                i += range ? 2 : 0;
            }
            return c -> set.get(c) != not;
        }
    }

    /** A star: told apart from {@code ?} by being this. */
    private record AnyText() implements IntPredicate {
        @Override
        public boolean test(int character) {
            return true;
        }
    }
}
