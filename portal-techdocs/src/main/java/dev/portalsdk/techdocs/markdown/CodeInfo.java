package dev.portalsdk.techdocs.markdown;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.FencedCodeBlock;

/**
 * What stands behind the fence of a code block.
 *
 * <pre>
 * python title="app.py" hl_lines="2 4-6"      { .python .extra #listing }      py {.extra}
 * </pre>
 *
 * @param language in the author's spelling; {@code text} when none is given
 * @param classes further classes, with spaces between; empty for none
 * @param highlighted numbers of the lines to stand out, from 1
 * @param firstLine the number of the first line, when lines are to be numbered
 */
record CodeInfo(
        String language,
        String classes,
        Optional<String> id,
        Optional<String> title,
        Set<Integer> highlighted,
        OptionalInt firstLine) {

    private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.-]{1,50}");
    private static final Pattern OPTION =
            Pattern.compile("\\b(title|hl_lines|linenums)=(?:\"([^\"]*)\"|'([^']*)'|(\\S+))");
    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern LINES = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
    private static final int MAX_HIGHLIGHTED = 10_000;

    static CodeInfo of(FencedCodeBlock block) {
        return parse(Optional.ofNullable(block.getInfo()).orElse(""));
    }

    boolean isMermaid() {
        return language.equals("mermaid");
    }

    static CodeInfo parse(String info) {
        if (LANGUAGE.matcher(info).matches()) {
            return new CodeInfo(info, "", Optional.empty(), Optional.empty(), Set.of(), OptionalInt.empty());
        }
        Matcher braces = BRACES.matcher(info);
        Map<String, String> attributes =
                braces.find() ? AttributeListExtension.parse(braces.group(1)).orElse(Map.of()) : Map.of();
        String[] classes = attributes.getOrDefault("class", "").split(" ", 2);
        String first = info.strip().split("\\s+|\\{", 2)[0];
        boolean named = LANGUAGE.matcher(first).matches();
        String language = named ? first : classes[0];
        String further = named ? String.join(" ", classes) : classes.length > 1 ? classes[1] : "";
        return new CodeInfo(
                LANGUAGE.matcher(language).matches() ? language : "text",
                further,
                Optional.ofNullable(attributes.get("id")),
                option(info, "title"),
                option(info, "hl_lines").map(CodeInfo::lines).orElse(Set.of()),
                option(info, "linenums").map(CodeInfo::firstLine).orElse(OptionalInt.empty()));
    }

    private static Optional<String> option(String info, String name) {
        Matcher option = OPTION.matcher(info);
        while (option.find()) {
            if (option.group(1).equals(name)) {
                return Optional.ofNullable(option.group(2))
                        .or(() -> Optional.ofNullable(option.group(3)))
                        .or(() -> Optional.ofNullable(option.group(4)));
            }
        }
        return Optional.empty();
    }

    /** {@code linenums="10 5"} also says a step, which has no effect here. */
    private static OptionalInt firstLine(String text) {
        Matcher number = LINES.matcher(text);
        return number.lookingAt() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    private static Set<Integer> lines(String text) {
        Set<Integer> lines = new TreeSet<>();
        Matcher range = LINES.matcher(text);
        while (range.find()) {
            int from = Integer.parseInt(range.group(1));
            int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
            for (int line = from; line <= to && lines.size() < MAX_HIGHLIGHTED; line++) {
                lines.add(line);
            }
        }
        return lines;
    }
}
