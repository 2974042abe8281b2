package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Filters over text, as in Nunjucks 3.2. */
final class TextFilters {
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern TAG =
            Pattern.compile("</?([a-z][a-z0-9]*+)\\b[^>]*+>|<!--[\\s\\S]*?-->", Pattern.CASE_INSENSITIVE);
    private static final Pattern EDGE_SPACES = Pattern.compile("(?m)^ +| +$");
    private static final Pattern EMAIL =
            Pattern.compile("[\\w.!#$%&'*+\\-/=?^`{|}~]++@[a-z\\d\\-]++(\\.[a-z\\d\\-]++)++", Pattern.CASE_INSENSITIVE);
    private static final Pattern TOP_LEVEL_DOMAIN = Pattern.compile("\\.(?:org|net|com)(?::|/|$)");
    private static final int TRUNCATE_AT = 255;
    private static final int INDENT_BY = 4;
    private static final int CENTER_IN = 80;

    static final Map<String, Callable> ALL = Map.ofEntries(
            Map.entry("capitalize", (args, r) -> like(args.at(0), capitalized(normal(args.at(0), r)))),
            Map.entry("center", TextFilters::center),
            Map.entry("e", (args, r) -> escaped(args.at(0), r)),
            Map.entry("escape", (args, r) -> escaped(args.at(0), r)),
            Map.entry("forceescape", (args, r) -> new SafeText(escape(Js.printed(args.at(0), r.budget()), r))),
            Map.entry("indent", TextFilters::indent),
            Map.entry("lower", (args, r) -> normal(args.at(0), r).toLowerCase(Locale.ROOT)),
            Map.entry("nl2br", (args, r) -> {
                Object input = args.at(0);
                return Js.isNullish(input)
                        ? ""
                        : like(input, replaceLines(required(input, "nl2br"), "<br />\n", r.budget()));
            }),
            Map.entry("replace", TextFilters::replace),
            Map.entry(
                    "safe",
                    (args, r) -> args.at(0) instanceof SafeText
                            ? args.at(0)
                            : new SafeText(Js.printed(args.at(0), r.budget()))),
            Map.entry("string", (args, r) -> {
                if (Js.isNullish(args.at(0))) {
                    throw new EvaluationFailure("'string' cannot be applied to " + Js.kind(args.at(0)));
                }
                return like(args.at(0), Js.text(args.at(0), r.budget()));
            }),
            Map.entry("striptags", TextFilters::stripTags),
            Map.entry("title", (args, r) -> like(args.at(0), title(normal(args.at(0), r)))),
            Map.entry("trim", (args, r) -> like(args.at(0), Js.trim(required(args.at(0), "trim")))),
            Map.entry("truncate", TextFilters::truncate),
            Map.entry("upper", (args, r) -> normal(args.at(0), r).toUpperCase(Locale.ROOT)),
            Map.entry("urlencode", TextFilters::urlEncode),
            Map.entry("urlize", TextFilters::urlize),
            Map.entry("wordcount", (args, r) -> {
                double words = WORD.matcher(normal(args.at(0), r)).results().count();
                return words == 0 ? (Object) Value.Null.NULL : words;
            }));

    private TextFilters() {}

    /** The text of a filter's input: of undefined, null and false nothing; of anything else than text an error. */
    private static String normal(Object value, Rendering rendering) {
        if (Js.isNullish(value) || Boolean.FALSE.equals(value)) {
            return "";
        }
        if (value instanceof Double
                || value instanceof Boolean
                || value instanceof JsArray
                || value instanceof JsObject) {
            throw new EvaluationFailure("this filter takes text, not " + Js.kind(value) + "; put '| string' before it");
        }
        return Js.text(value, rendering.budget());
    }

    private static String required(Object value, String filter) {
        if (!Js.isText(value)) {
            throw new EvaluationFailure("'" + filter + "' takes text, not " + Js.kind(value));
        }
        return value.toString();
    }

    /** Marks the result as safe if the input was. */
    static Object like(Object input, String result) {
        return input instanceof SafeText ? new SafeText(result) : result;
    }

    private static String capitalized(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.isEmpty() ? lower : lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
    }

    private static String title(String text) {
        List<Object> words = new ArrayList<>();
        for (int from = 0, at; from <= text.length(); from = at + 1) {
            at = text.indexOf(' ', from);
            at = at < 0 ? text.length() : at;
            words.add(capitalized(text.substring(from, at)));
        }
        return words.stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static Object center(Arguments args, Rendering rendering) {
        String text = normal(args.at(0), rendering);
        double width = args.at(1) == Undefined.UNDEFINED ? CENTER_IN : Js.number(args.at(1), rendering.budget());
        double spaces = width - text.length();
        if (!(spaces > 0)) {
            return like(args.at(0), text);
        }
        // The halves are as uneven as in Nunjucks, which counts up to fractions.
        long before = (long) Math.ceil(spaces / 2 - spaces % 2);
        long after = (long) Math.ceil(spaces / 2);
        String centered = rendering
                .budget()
                .text()
                .repeat(" ", before)
                .append(text)
                .repeat(" ", after)
                .toString();
        return like(args.at(0), centered);
    }

    private static Object escaped(Object value, Rendering rendering) {
        return value instanceof SafeText
                ? value
                : new SafeText(escape(Js.printed(value, rendering.budget()), rendering));
    }

    private static String escape(String text, Rendering rendering) {
        Budget.Text escaped = rendering.budget().text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '\\' -> escaped.append("&#92;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static Object indent(Arguments args, Rendering rendering) {
        String text = normal(args.at(0), rendering);
        if (text.isEmpty()) {
            return "";
        }
        int width = Js.truthy(args.at(1)) ? Js.integer(args.at(1), rendering.budget()) : INDENT_BY;
        rendering.budget().textLength(width);
        String spaces = " ".repeat(Math.max(0, width));
        String indented = replaceLines(text, "\n" + spaces, rendering.budget());
        return like(args.at(0), Js.truthy(args.at(2)) ? spaces + indented : indented);
    }

    private static String replaceLines(String text, String lineBreak, Budget budget) {
        boolean html = lineBreak.startsWith("<");
        Budget.Text result = budget.text();
        int from = 0;
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
            boolean crlf = html && at > from && text.charAt(at - 1) == '\r';
            result.append(text, from, crlf ? at - 1 : at).append(lineBreak);
            from = at + 1;
        }
        return result.append(text, from, text.length()).toString();
    }

    private static Object replace(Arguments args, Rendering rendering) {
        Object input = args.at(0);
        Object searched = args.at(1);
        Budget budget = rendering.budget();
        if (searched instanceof JsRegExp regex) {
            return TextMethods.replace(required(input, "replace"), regex, Js.text(args.at(2), budget), budget);
        }
        boolean replaceable = input instanceof Double || Js.isText(input);
        if (!replaceable || !(searched instanceof Double || searched instanceof String)) {
            return input;
        }
        int max = args.at(3) == Undefined.UNDEFINED ? -1 : Js.integer(args.at(3), budget);
        String text = Js.text(input, budget);
        return like(input, replaced(text, Js.text(searched, budget), Js.text(args.at(2), budget), max, budget));
    }

    private static String replaced(String text, String searched, String replacement, int max, Budget budget) {
        Budget.Text result = budget.text();
        if (searched.isEmpty()) {
            result.append(replacement);
            for (int i = 0; i < text.length(); i++) {
                result.append(text.charAt(i)).append(replacement);
            }
            return result.toString();
        }
        int from = 0;
        int count = 0;
        for (int at = text.indexOf(searched); at >= 0 && count != max; at = text.indexOf(searched, from)) {
            result.append(text, from, at).append(replacement);
            from = at + searched.length();
            count++;
        }
        return result.append(text, from, text.length()).toString();
    }

    private static Object stripTags(Arguments args, Rendering rendering) {
        String text = Js.trim(TAG.matcher(normal(args.at(0), rendering)).replaceAll(""));
        String stripped = Js.truthy(args.at(1))
                ? EDGE_SPACES
                        .matcher(text)
                        .replaceAll("")
                        .replaceAll(" +", " ")
                        .replace("\r\n", "\n")
                        .replaceAll("\n\n\n+", "\n\n")
                : text.replaceAll("\\s+", " ");
        return like(args.at(0), stripped);
    }

    private static Object truncate(Arguments args, Rendering rendering) {
        String text = normal(args.at(0), rendering);
        int length = Js.truthy(args.at(1)) ? Js.integer(args.at(1), rendering.budget()) : TRUNCATE_AT;
        if (text.length() <= length) {
            return text;
        }
        int end = Math.max(0, length);
        if (!Js.truthy(args.at(2))) {
            int space = text.lastIndexOf(' ', length);
            end = space < 0 ? end : space;
        }
        String mark = Js.isNullish(args.at(3)) ? "..." : Js.text(args.at(3), rendering.budget());
        return like(args.at(0), text.substring(0, end) + mark);
    }

    private static Object urlEncode(Arguments args, Rendering rendering) {
        Budget budget = rendering.budget();
        Object input = args.at(0);
        if (Js.isText(input)) {
            return urlEncoded(input.toString());
        }
        if (Js.isNullish(input)) {
            throw new EvaluationFailure("'urlencode' cannot be applied to " + Js.kind(input));
        }
        List<String> pairs = new ArrayList<>();
        if (input instanceof JsObject object) {
            object.keys()
                    .forEach(key -> pairs.add(urlEncoded(key) + "=" + urlEncoded(Js.text(object.get(key), budget))));
        } else if (input instanceof JsArray list) {
            list.items()
                    .forEach(pair -> pairs.add(urlEncoded(Js.text(Members.get(pair, 0.0, budget), budget)) + "="
                            + urlEncoded(Js.text(Members.get(pair, 1.0, budget), budget))));
        }
        return String.join("&", pairs);
    }

    /** encodeURIComponent. */
    private static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%21", "!")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%7E", "~");
    }

    private static Object urlize(Arguments args, Rendering rendering) {
        int shown = args.at(1) == Undefined.UNDEFINED ? Integer.MAX_VALUE : Js.integer(args.at(1), rendering.budget());
        String rel = Boolean.TRUE.equals(args.at(2)) ? " rel=\"nofollow\"" : "";
        Budget.Text linked = rendering.budget().text();
        String text = required(args.at(0), "urlize");
        int from = 0;
        while (from < text.length()) {
            boolean space = Js.isSpace(text.charAt(from));
            int to = from;
            while (to < text.length() && Js.isSpace(text.charAt(to)) == space) {
                to++;
            }
            String word = text.substring(from, to);
            linked.append(space ? word : link(word, shown, rel));
            from = to;
        }
        return linked.toString();
    }

    private static String link(String word, int shown, String rel) {
        String url = withoutPunctuation(word);
        String label = url.substring(0, Math.max(0, Math.min(shown, url.length())));
        if (url.startsWith("http://") || url.startsWith("https://")) {
            return "<a href=\"" + url + "\"" + rel + ">" + label + "</a>";
        }
        if (EMAIL.matcher(url).matches()) {
            return "<a href=\"mailto:" + url + "\">" + url + "</a>";
        }
        boolean domain = url.startsWith("www.") || TOP_LEVEL_DOMAIN.matcher(url).find();
        return domain ? "<a href=\"http://" + url + "\"" + rel + ">" + label + "</a>" : word;
    }

    private static String withoutPunctuation(String word) {
        String url = word.startsWith("(") || word.startsWith("<") ? word.substring(1) : word;
        url = url.startsWith("&lt;") ? url.substring("&lt;".length()) : url;
        if (url.endsWith("&gt;")) {
            return url.substring(0, url.length() - "&gt;".length());
        }
        return !url.isEmpty() && ".,)\n".indexOf(url.charAt(url.length() - 1)) >= 0
                ? url.substring(0, url.length() - 1)
                : url;
    }
}
