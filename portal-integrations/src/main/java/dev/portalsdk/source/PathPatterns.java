package dev.portalsdk.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A list of patterns over paths, some of which take away what others match: the last one that matches decides. Names that start with a dot are nothing
 * special. Matching takes at most time in proportion to patterns times path. Immutable.
 *
 * <pre>
 * PathPatterns ignored = PathPatterns.gitignore("*.log\n!keep.log\n/build/\n");
 * ignored.matches("a/x.log");   // true
 * ignored.matches("build/x");   // true
 * </pre>
 */
public final class PathPatterns {
    private static final int MAX_PATTERNS = 1_000;
    private static final String WILDCARDS = "*?[";

    private final boolean git;
    private final List<String> written;
    private final List<Rule> rules;

    /**
     * One pattern.
     *
     * @param below whether it stands for all that is in a directory, too
     * @param itself whether it stands for a path itself
     * @param includes false if it takes away what it matches
     */
    private record Rule(Glob glob, boolean below, boolean itself, boolean includes) {
        boolean matches(List<String> names) {
            if (itself && glob.matches(names)) {
                return true;
            }
            for (int length = names.size() - 1; below && length > 0; length--) {
                if (glob.matches(names.subList(0, length))) {
                    return true;
                }
            }
            return false;
        }
    }

    private PathPatterns(boolean git, List<String> written, List<Rule> rules) {
        this.git = git;
        this.written = List.copyOf(written);
        this.rules = List.copyOf(rules);
    }

    /**
     * As {@code .gitignore}: one pattern a line, the first 1,000 of them; blank lines and lines that start with {@code #} are skipped. A pattern with a
     * slash that is not its last character starts at the top, any other matches at any depth; one that ends with a slash names directories only; a
     * backslash takes the meaning of the next character away; braces have none.
     */
    public static PathPatterns gitignore(String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(MAX_PATTERNS)
                .toList();
        List<Rule> rules = new ArrayList<>();
        for (String line : lines) {
            boolean excludes = line.startsWith("!");
            String glob = excludes ? line.substring(1) : line;
            boolean directory = glob.endsWith("/");
            glob = directory ? glob.substring(0, glob.length() - 1) : glob;
            if (!glob.isEmpty()) {
                String anywhere = glob.contains("/") ? "" : "**/";
                rules.add(new Rule(Glob.withDots(anywhere + unescaped(glob)), true, !directory, !excludes));
            }
        }
        return new PathPatterns(true, lines, rules);
    }

    private static String unescaped(String glob) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '\\' && i + 1 < glob.length()) {
                char next = glob.charAt(++i);
                plain.append(WILDCARDS.indexOf(next) >= 0 ? "[" + next + "]" : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /**
     * As globby, which Backstage's actions use: {@link Glob}s that start at the top. Those with a {@code !} before them take away what they match, wherever
     * they stand in the list. One without wildcards, or with a slash at its end, stands for a directory and all that is in it.
     *
     * @throws IllegalArgumentException if one is too long or has too many alternatives
     */
    // With dot: true and expandDirectories.
    public static PathPatterns globby(List<String> patterns) {
        List<Rule> rules = new ArrayList<>();
        List<Rule> excluding = new ArrayList<>();
        for (String pattern : patterns) {
            boolean excludes = pattern.startsWith("!");
            String text = excludes ? pattern.substring(1) : pattern;
            String glob = text.startsWith("./") ? text.substring(2) : text;
            boolean below = glob.endsWith("/") || !Glob.isPattern(glob);
            (excludes ? excluding : rules).add(new Rule(Glob.of(glob).withDots(), below, true, !excludes));
        }
        rules.addAll(excluding);
        return new PathPatterns(false, patterns, rules);
    }

    /**
     * Whether a path is meant.
     *
     * @param path with slashes, from the top
     */
    public boolean matches(String path) {
        List<String> names = Glob.names(path);
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).matches(names)) {
                return rules.get(i).includes();
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathPatterns patterns && git == patterns.git && written.equals(patterns.written);
    }

    @Override
    public int hashCode() {
        return Objects.hash(git, written);
    }

    /** The patterns as they were written. */
    @Override
    public String toString() {
        return written.toString();
    }
}
