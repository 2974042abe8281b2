package dev.portalsdk.techdocs.site;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The patterns of {@code .gitignore}, as {@code exclude_docs} and {@code not_in_nav} take them; the last one that matches decides. */
final class PathPatterns {

    private static final int MAX_PATTERNS = 1_000;

    private record Rule(Pattern pattern, boolean excludes) {}

    private final List<Rule> rules = new ArrayList<>();
    private final String text;

    private PathPatterns(String text) {
        this.text = text;
    }

    /** One pattern a line; blank lines and lines that start with {@code #} are skipped. */
    static PathPatterns of(String text) {
        PathPatterns patterns = new PathPatterns(text);
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .limit(MAX_PATTERNS)
                .forEach(patterns::add);
        return patterns;
    }

    /** @param path below the docs folder, with {@code /} */
    boolean matches(String path) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).pattern().matcher(path).matches()) {
                return rules.get(i).excludes();
            }
        }
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathPatterns patterns && text.equals(patterns.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private void add(String line) {
        boolean excludes = !line.startsWith("!");
        String glob = excludes ? line : line.substring(1);
        boolean folder = glob.endsWith("/");
        glob = folder ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = glob.contains("/");
        glob = glob.startsWith("/") ? glob.substring(1) : glob;
        String regex = (anchored ? "" : "(?:.*/)?") + regex(glob) + (folder ? "/.*" : "(?:/.*)?");
        rules.add(new Rule(Pattern.compile(regex, Pattern.DOTALL), excludes));
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c == '\\' && i + 1 < glob.length() ? glob.charAt(++i) : c)));
            }
        }
        return regex.toString();
    }
}
