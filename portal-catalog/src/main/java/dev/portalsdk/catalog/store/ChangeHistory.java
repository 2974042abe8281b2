package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was visible before each change, and what providers took away, as far back as a store was told to keep it. For any number of threads.
 *
 * <p>Each change is kept with the entity as it was before. So a version is what is visible now, but for what has changed since; and the oldest changes can
 * be dropped without a look at the others.
 */
public interface ChangeHistory {

    /** From which version on the catalog can be shown; empty if no history is kept. */
    Optional<Reach> reach();

    /**
     * The version that was visible at a time.
     *
     * @throws CatalogException if no history is kept, or it does not reach back so far
     */
    long versionAt(Instant time);

    /**
     * What was visible after a change, and before the next.
     *
     * @param version of the change; 0 for before the first
     * @throws CatalogException if no history is kept, it does not reach back so far, or there is no such version yet
     */
    ChangeFeed.Snapshot at(long version);

    /**
     * The changes of one entity that are kept.
     *
     * @param before those with a smaller version than this
     * @param limit at least 1
     * @return at most that many, the latest first; none if no history is kept
     */
    List<Past> of(EntityRef ref, long before, int limit);

    /**
     * What providers took away, as far as it is kept: one for each mutation, release or eviction that took something. What an author took out of a file is
     * not among it.
     *
     * @param before those with a smaller id than this
     * @param limit at least 1
     * @return at most that many, the latest first
     */
    List<Removal> removals(long before, int limit);

    /**
     * All changes that are kept, in their order.
     *
     * @param version those after this one; 0 for all
     * @param limit at least 1
     * @return at most that many, the oldest first; none if no history is kept
     */
    List<Past> after(long version, int limit);

    /** What a removal took, as {@link CatalogStore#restore} would give it back; empty if it is not kept. */
    Optional<Taken> taken(long removal);

    /**
     * How long to keep what was. A change goes when it is older than the age, or too many are newer.
     *
     * @param age zero keeps nothing
     * @param changes how many of the latest changes at most, and of the latest removals; 0 keeps nothing
     */
    record Retention(Duration age, long changes) {
        private static final Retention OFF = new Retention(Duration.ZERO, 0);

        /** @throws IllegalArgumentException if one of them is negative */
        public Retention {
            if (age.isNegative() || changes < 0) {
                throw new IllegalArgumentException(
                        "A history is kept for a time and a number of changes of at least zero, not " + age + " and "
                                + changes);
            }
        }

        /** Nothing is kept. */
        public static Retention off() {
            return OFF;
        }

        /** What is not older than this. */
        public static Retention of(Duration age) {
            return new Retention(age, Long.MAX_VALUE);
        }

        /** Also no more than so many changes. */
        public Retention atMost(long number) {
            return new Retention(age, number);
        }

        /** Whether nothing is kept. */
        public boolean isOff() {
            return age.isZero() || changes == 0;
        }
    }

    /**
     * How far back a history reaches.
     *
     * @param version the oldest that can be shown
     * @param since from when on
     */
    record Reach(long version, Instant since) {}

    /**
     * A change, and what was before it.
     *
     * @param change with the entity exactly as it was then
     * @param before empty if the entity was added
     * @param provider whose registration led to the entity; empty if that is not known any more
     */
    record Past(Change change, Optional<StitchedEntity> before, Optional<String> provider) {}

    /**
     * What a provider took away at once; {@link CatalogStore#restore} gives it back.
     *
     * @param id increases from one to the next
     * @param provider whose mutation it was, or that was no longer there
     * @param at when
     * @param version that was visible before: the changes that follow from it come later
     * @param refs what it no longer gave, itself or through sources, by ref; what went with that is not named
     */
    record Removal(long id, String provider, Instant at, long version, List<EntityRef> refs) {
        /** Copies the list. */
        public Removal {
            refs = List.copyOf(refs);
        }
    }

    /**
     * What a removal took away.
     *
     * @param entities that were given directly
     * @param sources that are no longer read
     */
    record Taken(List<ProvidedEntity> entities, List<LocationRef> sources) {
        /** Copies the lists. */
        public Taken {
            entities = List.copyOf(entities);
            sources = List.copyOf(sources);
        }
    }
}
