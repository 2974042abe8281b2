package dev.portalsdk.model;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The formats that an {@link EntityValidator} checks: the standard ones, or some of them replaced by a host's own. Immutable.
 *
 * <pre>{@code
 * FieldFormats upperCaseTags = FieldFormats.standard()
 *     .with(FieldFormat.TAG, tag -> tag.matches("[A-Z]{1,20}"), "1 to 20 upper-case letters");
 * }</pre>
 */
public final class FieldFormats {
    private static final FieldFormats STANDARD = new FieldFormats(Map.of());

    private record Replacement(Predicate<String> check, String form) {}

    private final Map<FieldFormat, Replacement> replaced;

    private FieldFormats(Map<FieldFormat, Replacement> replaced) {
        this.replaced = replaced;
    }

    /** The formats of Backstage. */
    public static FieldFormats standard() {
        return STANDARD;
    }

    /**
     * These formats with one replaced.
     *
     * @param check whether a text has the format; called by many threads
     * @param form the format in words, to complete "expected …"
     */
    public FieldFormats with(FieldFormat format, Predicate<String> check, String form) {
        Map<FieldFormat, Replacement> copy = new EnumMap<>(FieldFormat.class);
        copy.putAll(replaced);
        copy.put(format, new Replacement(check, form));
        return new FieldFormats(copy);
    }

    /** Whether a text has the format. */
    public boolean accepts(FieldFormat format, String text) {
        Replacement replacement = replaced.get(format);
        return replacement == null ? format.accepts(text) : replacement.check().test(text);
    }

    /** The format in words, to complete "expected …". */
    public String form(FieldFormat format) {
        Replacement replacement = replaced.get(format);
        return replacement == null ? format.form() : replacement.form();
    }
}
