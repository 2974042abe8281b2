package dev.portalsdk.model.yaml;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import dev.portalsdk.model.Value;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which texts are put in quotes: all that some reader could take for something else, be it one of YAML 1.1. */
final class Quoting extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;

    private static final Set<String> WORDS =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<", "=", ".inf", ".nan");
    /** Longer texts are quoted without a look, as the patterns recurse. */
    private static final int MAX_PLAIN = 1_000;
    /** Words without anything that YAML could read something into. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/](?:[A-Za-z0-9_./+@ -]*[A-Za-z0-9_./+@-])?");
    /** Also with a colon inside, as in references and URLs. */
    private static final Pattern PLAIN_WITH_COLON =
            Pattern.compile("[A-Za-z_/][A-Za-z0-9_./+@-]*(?::[A-Za-z0-9_./+@?&=%-]+)+");

    @Override
    public boolean needToQuoteName(String name) {
        return needsQuotes(name);
    }

    @Override
    public boolean needToQuoteValue(String value) {
        return needsQuotes(value);
    }

    /**
     * Whether a text is written as a literal block: it has several lines, the first does not start with a space, and nothing in it is invisible. Emitters are not
     * to be trusted with the rest.
     */
    static boolean fitsBlock(String text) {
        return text.indexOf('\n') > 0
                && text.charAt(0) > ' '
                && !text.endsWith("\n\n")
                && text.chars()
                        .allMatch(c -> c == '\n'
                                || (c >= ' ' && c < 0x7f)
                                || (c >= 0xa0 && c < 0x2000)
                                || (c >= 0x3000 && c < 0xa000));
    }

    private static boolean needsQuotes(String text) {
        boolean plain = text.length() <= MAX_PLAIN
                && (PLAIN.matcher(text).matches()
                        || PLAIN_WITH_COLON.matcher(text).matches());
        return !plain || WORDS.contains(text.toLowerCase(Locale.ROOT)) || !(Scalars.resolve(text) instanceof Value.Str);
    }
}
