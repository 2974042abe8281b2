package dev.portalsdk.techdocs.markdown;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids for headings as Python-Markdown's toc makes them: {@code Setup & Use} becomes {@code setup-use}, the second
 * {@code Setup} {@code setup_1}. Where that leaves nothing, as in Cyrillic or Chinese, the letters are kept, so that a
 * link survives a heading that is put in before.
 */
final class HeadingIds {

    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
    private static final Pattern PUNCTUATION = Pattern.compile("[^\\w\\s-]");
    private static final Pattern UNICODE_PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{N}_\\s-]");
    private static final Pattern SEPARATORS = Pattern.compile("[-\\s]+");
    private static final Pattern READABLE = Pattern.compile(".*[\\p{L}\\p{N}].*", Pattern.DOTALL);
    private static final Pattern COUNTED = Pattern.compile("(.+)_(\\d{1,9})", Pattern.DOTALL);

    private final Set<String> used;
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    /** @param used ids the page gives itself */
    HeadingIds(Set<String> used) {
        this.used = new HashSet<>(used);
    }

    String next(String text) {
        String slug = slug(text);
        String id = slug.isEmpty() || used.contains(slug) ? numbered(slug) : slug;
        used.add(id);
        return id;
    }

    /** As Python-Markdown, a slug that already ends in a number is counted on from there. */
    private String numbered(String slug) {
        Matcher counted = COUNTED.matcher(slug);
        boolean matches = counted.matches();
        String base = matches ? counted.group(1) : slug;
        int number = Math.max(matches ? Integer.parseInt(counted.group(2)) : 0, lastNumbers.getOrDefault(base, 0));
        do {
            number++;
        } while (used.contains(base + "_" + number));
        lastNumbers.put(base, number);
        return base + "_" + number;
    }

    static String slug(String text) {
        String plain = plainSlug(text);
        return plain.isEmpty() ? anySlug(text) : plain;
    }

    /** The usual heading, of letters, digits and spaces in ASCII, without the patterns; empty for any other. */
    private static String plainSlug(String text) {
        StringBuilder slug = new StringBuilder(text.length());
        boolean separate = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '-') {
                separate = slug.length() > 0 || c == '-';
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
                slug.append(separate ? "-" : "").append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
                separate = false;
            } else {
                return "";
            }
        }
        return separate ? "" : slug.toString();
    }

    private static String anySlug(String text) {
        String ascii = NOT_ASCII
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("");
        String slug = separated(PUNCTUATION.matcher(ascii).replaceAll(""));
        if (READABLE.matcher(slug).matches()) {
            return slug;
        }
        String unicode = separated(UNICODE_PUNCTUATION
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll(""));
        return READABLE.matcher(unicode).matches() ? unicode : "";
    }

    private static String separated(String text) {
        return SEPARATORS.matcher(text.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
    }
}
