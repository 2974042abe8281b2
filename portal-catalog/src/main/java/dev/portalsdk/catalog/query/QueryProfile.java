package dev.portalsdk.catalog.query;

/** How a query treats what its author did not say. */
public enum QueryProfile {
    /**
     * What a user would expect: every order field counts, entities without a value come last, each entity comes once, values of any length count, full
     * text is plain text and looks everywhere unless told where.
     */
    STANDARD,
    /**
     * As Backstage: only the first order field counts, entities without a value at it are left out, one with several comes several times, keys and values of
     * more than 200 characters do not count, full text looks at the order field or the uid unless told where, and {@code %} and {@code _} are wildcards.
     * Where Backstage's order is random, ours is by ref.
     */
    BACKSTAGE;

    /** Whether a key or a value is short enough to count. */
    boolean searches(String text) {
        return this == STANDARD || text.length() <= SearchTerms.BACKSTAGE_LENGTH;
    }
}
