package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.Methods.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Methods of JavaScript's strings. */
final class TextMethods {
    static final Map<String, Method<String>> ALL = Map.ofEntries(
            Map.entry("at", (text, args, budget) -> {
                int index = Js.integer(args.at(0), budget);
                return Members.get(text, (double) (index < 0 ? index + text.length() : index), budget);
            }),
            Map.entry("charAt", (text, args, budget) -> {
                int index = Js.integer(args.at(0), budget);
                return index >= 0 && index < text.length() ? text.substring(index, index + 1) : "";
            }),
            Map.entry("charCodeAt", (text, args, budget) -> {
                int index = Js.integer(args.at(0), budget);
                return index >= 0 && index < text.length() ? (double) text.charAt(index) : Double.NaN;
            }),
            Map.entry("concat", TextMethods::concat),
            Map.entry("endsWith", (text, args, budget) -> text.substring(
                            0, clamp(args.at(1), text.length(), text, budget))
                    .endsWith(Js.text(args.at(0), budget))),
            Map.entry(
                    "includes",
                    (text, args, budget) ->
                            text.indexOf(Js.text(args.at(0), budget), clamp(args.at(1), 0, text, budget)) >= 0),
            Map.entry("indexOf", (text, args, budget) ->
                    (double) text.indexOf(Js.text(args.at(0), budget), clamp(args.at(1), 0, text, budget))),
            Map.entry("lastIndexOf", (text, args, budget) -> (double)
                    text.lastIndexOf(Js.text(args.at(0), budget), clamp(args.at(1), text.length(), text, budget))),
            Map.entry("match", TextMethods::match),
            Map.entry("padEnd", (text, args, budget) -> text + padding(text, args, budget)),
            Map.entry("padStart", (text, args, budget) -> padding(text, args, budget) + text),
            Map.entry("repeat", TextMethods::repeat),
            Map.entry("replace", (text, args, budget) -> replace(text, args, false, budget)),
            Map.entry("replaceAll", (text, args, budget) -> replace(text, args, true, budget)),
            Map.entry("slice", (text, args, budget) -> {
                int from = relative(args.at(0), 0, text.length(), budget);
                int to = relative(args.at(1), text.length(), text.length(), budget);
                return from < to ? text.substring(from, to) : "";
            }),
            Map.entry("split", TextMethods::split),
            Map.entry(
                    "startsWith",
                    (text, args, budget) ->
                            text.startsWith(Js.text(args.at(0), budget), clamp(args.at(1), 0, text, budget))),
            Map.entry("substr", (text, args, budget) -> {
                int from = relative(args.at(0), 0, text.length(), budget);
                double length = args.at(1) == Undefined.UNDEFINED ? text.length() : Js.number(args.at(1), budget);
                int to = (int) Math.min(text.length(), from + Math.max(0, length));
                return text.substring(from, Math.max(from, to));
            }),
            Map.entry("substring", (text, args, budget) -> {
                int a = clamp(args.at(0), 0, text, budget);
                int b = clamp(args.at(1), text.length(), text, budget);
                return text.substring(Math.min(a, b), Math.max(a, b));
            }),
            Map.entry("toLowerCase", (text, args, budget) -> text.toLowerCase(Locale.ROOT)),
            Map.entry("toString", (text, args, budget) -> text),
            Map.entry("toUpperCase", (text, args, budget) -> text.toUpperCase(Locale.ROOT)),
            Map.entry("trim", (text, args, budget) -> Js.trim(text)),
            Map.entry("trimEnd", (text, args, budget) -> Js.trim("." + text).substring(1)),
            Map.entry("trimStart", (text, args, budget) -> {
                String trimmed = Js.trim(text + ".");
                return trimmed.substring(0, trimmed.length() - 1);
            }));

    private TextMethods() {}

    /** An index within the text; the default if it is undefined. */
    private static int clamp(Object index, int ifUndefined, String text, Budget budget) {
        int at = index == Undefined.UNDEFINED ? ifUndefined : Js.integer(index, budget);
        return Math.max(0, Math.min(at, text.length()));
    }

    /** An index within the length, counted from the end if it is negative. */
    static int relative(Object index, int ifUndefined, int length, Budget budget) {
        int at = index == Undefined.UNDEFINED ? ifUndefined : Js.integer(index, budget);
        return at < 0 ? Math.max(0, at + length) : Math.min(at, length);
    }

    private static Object concat(String text, Arguments args, Budget budget) {
        Budget.Text joined = budget.text().append(text);
        args.positional().forEach(more -> joined.append(Js.text(more, budget)));
        return joined.toString();
    }

    private static String padding(String text, Arguments args, Budget budget) {
        int missing = Js.integer(args.at(0), budget) - text.length();
        String filler = args.at(1) == Undefined.UNDEFINED ? " " : Js.text(args.at(1), budget);
        if (missing <= 0 || filler.isEmpty()) {
            return "";
        }
        budget.textLength(missing);
        return filler.repeat(missing / filler.length() + 1).substring(0, missing);
    }

    private static Object repeat(String text, Arguments args, Budget budget) {
        int times = Js.integer(args.at(0), budget);
        if (times < 0) {
            throw new EvaluationFailure("repeat takes a number from 0, not " + times);
        }
        return budget.text().repeat(text, times).toString();
    }

    private static Object split(String text, Arguments args, Budget budget) {
        Object separator = args.at(0);
        int limit = args.at(1) == Undefined.UNDEFINED ? Integer.MAX_VALUE : Js.integer(args.at(1), budget);
        List<Object> parts = new ArrayList<>();
        budget.made(text.length());
        if (separator == Undefined.UNDEFINED) {
            parts.add(text);
        } else if (separator instanceof JsRegExp regex) {
            splitAt(regex.matcher(text, budget), text, parts, budget);
        } else {
            splitAt(Js.text(separator, budget), text, parts, budget);
        }
        return new JsArray(parts.size() > limit ? new ArrayList<>(parts.subList(0, Math.max(0, limit))) : parts);
    }

    static void splitAt(String separator, String text, List<Object> parts, Budget budget) {
        if (separator.isEmpty()) {
            budget.listSize(text.length());
            for (int i = 0; i < text.length(); i++) {
                parts.add(text.substring(i, i + 1));
            }
            return;
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            budget.listSize(parts.size());
            from = at + separator.length();
        }
        parts.add(text.substring(from));
    }

    private static void splitAt(Matcher separators, String text, List<Object> parts, Budget budget) {
        int from = 0;
        while (separators.find()) {
            if (separators.end() == separators.start()
                    && (separators.start() == 0 || separators.start() == text.length())) {
                continue;
            }
            parts.add(text.substring(from, separators.start()));
            budget.listSize(parts.size());
            from = separators.end();
            for (int group = 1; group <= separators.groupCount(); group++) {
                parts.add(group(separators, group));
            }
        }
        parts.add(text.substring(from));
    }

    private static Object group(Matcher matcher, int group) {
        String text = matcher.group(group);
        return text == null ? Undefined.UNDEFINED : text;
    }

    /** With the flag g all matches, else the first with its groups; null if there is none. */
    private static Object match(String text, Arguments args, Budget budget) {
        JsRegExp regex = args.at(0) instanceof JsRegExp given ? given : regex(Js.text(args.at(0), budget));
        Matcher matcher = regex.matcher(text, budget);
        List<Object> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group());
            if (!regex.global()) {
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    found.add(group(matcher, group));
                }
                break;
            }
        }
        return found.isEmpty() ? Value.Null.NULL : new JsArray(found);
    }

    private static JsRegExp regex(String body) {
        try {
            return JsRegExp.of(body, "");
        } catch (IllegalArgumentException e) {
            throw new EvaluationFailure("invalid regular expression: " + e.getMessage(), e);
        }
    }

    private static Object replace(String text, Arguments args, boolean all, Budget budget) {
        String replacement = Js.text(args.at(1), budget);
        if (args.at(0) instanceof JsRegExp regex) {
            return replace(text, regex, replacement, budget);
        }
        String searched = Js.text(args.at(0), budget);
        Budget.Text result = budget.text();
        int from = 0;
        for (int at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, Math.max(from, at + 1))) {
            budget.step();
            result.append(text, from, at);
            expand(replacement, searched, text, at, null, result);
            from = at + searched.length();
            if (!all || at >= text.length()) {
                break;
            }
        }
        return result.append(text, Math.min(from, text.length()), text.length()).toString();
    }

    static String replace(String text, JsRegExp regex, String replacement, Budget budget) {
        Matcher matcher = regex.matcher(text, budget);
        Budget.Text result = budget.text();
        int from = 0;
        while (matcher.find()) {
            result.append(text, from, matcher.start());
            expand(replacement, matcher.group(), text, matcher.start(), matcher, result);
            from = matcher.end();
            if (!regex.global()) {
                break;
            }
        }
        return result.append(text, from, text.length()).toString();
    }

    /** GetSubstitution: {@code $$}, {@code $&}, {@code $`}, {@code $'} and, with a matcher, {@code $1} to {@code $99}. */
    private static void expand(
            String replacement, String match, String text, int at, @Nullable Matcher groups, Budget.Text to) {
        int i = 0;
        while (i < replacement.length()) {
            char next = i + 1 < replacement.length() ? replacement.charAt(i + 1) : 0;
            if (replacement.charAt(i) != '$' || "$&`'0123456789".indexOf(next) < 0) {
                to.append(replacement.charAt(i));
                i++;
                continue;
            }
            i += 2;
            switch (next) {
                case '$' -> to.append('$');
                case '&' -> to.append(match);
                case '`' -> to.append(text, 0, at);
                case '\'' -> to.append(text, Math.min(text.length(), at + match.length()), text.length());
                default -> i += group(replacement, i - 1, groups, to);
            }
        }
    }

    /** @return how many digits more than one name the group */
    private static int group(String replacement, int at, @Nullable Matcher groups, Budget.Text to) {
        int count = groups == null ? 0 : groups.groupCount();
        int one = replacement.charAt(at) - '0';
        int next = at + 1 < replacement.length() ? Character.digit(replacement.charAt(at + 1), 10) : -1;
        int group = next >= 0 && one * 10 + next <= count ? one * 10 + next : one;
        if (groups == null || group < 1 || group > count) {
            to.append('$').append(replacement.charAt(at));
            return 0;
        }
        String text = groups.group(group);
        to.append(text == null ? "" : text);
        return group > 9 ? 1 : 0;
    }
}
