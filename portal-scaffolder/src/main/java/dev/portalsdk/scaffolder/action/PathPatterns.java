package dev.portalsdk.scaffolder.action;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns over paths with slashes: {@code *} and {@code ?} within a name, {@code **} over names, {@code [a-z]}, {@code {a,b}}; {@code !} before a
 * pattern takes away what it matches. Names that begin with a dot are nothing special. A pattern without these characters that names a directory
 * matches all that is in it.
 */
// As globby with dot: true and expandDirectories, which fetch:template and fs:delete use upstream.
record PathPatterns(List<Pattern> included, List<Pattern> excluded) {
    private static final String SPECIAL = "*?[{";
    private static final String QUOTED = ".()+|^$@%\\}]";

    static PathPatterns of(List<String> patterns) {
        return new PathPatterns(
                patterns.stream()
                        .filter(text -> !text.startsWith("!"))
                        .map(PathPatterns::pattern)
                        .toList(),
                patterns.stream()
                        .filter(text -> text.startsWith("!"))
                        .map(text -> pattern(text.substring(1)))
                        .toList());
    }

    boolean matches(String path) {
        return included.stream().anyMatch(pattern -> pattern.matcher(path).matches())
                && excluded.stream().noneMatch(pattern -> pattern.matcher(path).matches());
    }

    private static Pattern pattern(String text) {
        String glob = text.startsWith("./") ? text.substring(2) : text;
        boolean directory = glob.endsWith("/");
        glob = directory ? glob.substring(0, glob.length() - 1) : glob;
        boolean plain = glob.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        return Pattern.compile(regex(glob) + (plain || directory ? "(?:/.*+)?" : ""), Pattern.DOTALL);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
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
            } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
                int end = glob.indexOf(']', i + 2);
                regex.append(characters(glob.substring(i + 1, end)));
                i = end;
            } else if (c == '{' && glob.indexOf('}', i) > 0) {
                regex.append("(?:");
                braces++;
            } else if (c == '}' && braces > 0) {
                regex.append(')');
                braces--;
            } else if (c == ',' && braces > 0) {
                regex.append('|');
            } else {
                regex.append(SPECIAL.indexOf(c) >= 0 || QUOTED.indexOf(c) >= 0 ? "\\" : "")
                        .append(c);
            }
        }
        return regex.append(")".repeat(braces)).toString();
    }

    private static String characters(String set) {
        boolean negated = set.startsWith("!") || set.startsWith("^");
        String body = (negated ? set.substring(1) : set)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&", "\\&");
        return "(?!/)[" + (negated ? "^" : "") + body.replace("^", "\\^") + "]";
    }
}
