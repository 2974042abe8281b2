package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Suggestions;
import java.util.Collection;

/** Messages about names that are not known. */
final class Known {
    private Known() {}

    /** {@code unknown filter 'x' (known: abs, batch, …; did you mean "y"?)}. */
    static String unknown(String what, String name, Collection<String> known) {
        String suggestion =
                Suggestions.didYouMean(name, known).map(text -> "; " + text).orElse("");
        return "unknown " + what + " '" + name + "' (known: " + String.join(", ", known) + suggestion + ")";
    }
}
