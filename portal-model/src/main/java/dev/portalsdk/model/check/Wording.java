package dev.portalsdk.model.check;

import dev.portalsdk.model.Value;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How messages say things. */
final class Wording {
    private static final int MAX_SHOWN = 80;

    private Wording() {}

    /** In quotes, with escapes as in JSON; cut if it is long. */
    static String quoted(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_SHOWN) {
            return Value.Str.of(text).toJson();
        }
        return Value.Str.of(text.substring(0, text.offsetByCodePoints(0, MAX_SHOWN)) + "…")
                .toJson();
    }

    /** {@code Group}, {@code Group or User}, {@code API, Component or Resource}. */
    static String oneOf(Collection<String> words) {
        List<String> list = List.copyOf(words);
        if (list.size() < 2) {
            return String.join("", list);
        }
        return String.join(", ", list.subList(0, list.size() - 1)) + " or " + list.get(list.size() - 1);
    }

    /** {@code a Component}, {@code an API}. */
    static String withArticle(String noun) {
        boolean vowel =
                !noun.isEmpty() && "aeiou".indexOf(noun.toLowerCase(Locale.ROOT).charAt(0)) >= 0;
        return (vowel && !noun.startsWith("U") ? "an " : "a ") + noun;
    }
}
