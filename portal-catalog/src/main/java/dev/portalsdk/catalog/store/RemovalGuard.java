package dev.portalsdk.catalog.store;

/**
 * How much a provider may take away in one mutation before that is held back: a listing that came back empty by mistake must not empty the catalog.
 *
 * <p>What is held back is reported and stays as it was; all else of the mutation applies. It is let go by
 * {@link CatalogStore#releaseHeld}, by a later mutation that names its removal in a delta or is not guarded, or forgotten when a later mutation gives
 * the entities again.
 *
 * @param share of the entities that the provider gives, from 0 to 1: a mutation that takes away a greater share is held back
 * @param atLeast never held back are removals of fewer entities than this
 */
public record RemovalGuard(double share, int atLeast) {
    private static final RemovalGuard OFF = new RemovalGuard(1, 0);

    /** @throws IllegalArgumentException if the share is not from 0 to 1 or the number is negative */
    public RemovalGuard {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("The share must be from 0 to 1, not " + share);
        }
        if (atLeast < 0) {
            throw new IllegalArgumentException("The least number must not be negative: " + atLeast);
        }
    }

    /** Nothing is held back. */
    public static RemovalGuard off() {
        return OFF;
    }

    /** For providers that read remote systems: more than half of what they give, and at least five entities. */
    public static RemovalGuard standard() {
        return new RemovalGuard(0.5, 5);
    }

    /** A guard at this share for any number of entities. */
    public static RemovalGuard above(double share) {
        return new RemovalGuard(share, 0);
    }

    /** Whether nothing is ever held back. */
    public boolean isOff() {
        return share >= 1;
    }

    /** Whether so many removals are to be held back. */
    public boolean holdsBack(int removed, int given) {
        return removed > 0 && removed >= atLeast && removed > share * given;
    }
}
