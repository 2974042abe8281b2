package dev.portalsdk.catalog.store.facts;

/**
 * On whose account a piece of work is done: changes from outside, by number. A range, as the same piece may be due to several; it may hold some that it
 * is not due to, which then wait for it needlessly.
 */
record Causes(long from, long to) {

    static Causes of(long cause) {
        return new Causes(cause, cause);
    }

    Causes and(Causes other) {
        return contains(other) ? this : new Causes(Math.min(from, other.from), Math.max(to, other.to));
    }

    boolean contains(long cause) {
        return from <= cause && cause <= to;
    }

    boolean overlaps(Causes other) {
        return from <= other.to && other.from <= to;
    }

    private boolean contains(Causes other) {
        return from <= other.from && other.to <= to;
    }
}
