package dev.portalsdk.testing.tck;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Something that happens to the sources, the providers, or the nodes that work on one store. */
sealed interface Step {

    /** A version of a document is put somewhere; see {@link World#put}. */
    record Put(int document, int place, int variant) implements Step {}

    /** A document is gone. */
    record Remove(int document) implements Step {}

    /** A file cannot be read from now on. */
    record Fail(int file) implements Step {}

    /** All files can be read again. */
    record Heal() implements Step {}

    /** A provider's next full mutation names these sources; see {@link World#names}. */
    record Name(int provider, int bits) implements Step {}

    /** A provider says what it holds; see {@link World#mutations}. */
    record Say(int provider, int way) implements Step {}

    /** All sources are to be looked at again, or one file is. */
    record Look(int file) implements Step {}

    /** An entity is forgotten by hand; it comes back with the next look. */
    record Forget(int document) implements Step {}

    /** A node begins anew. */
    record Restart(int node) implements Step {}

    /** Time passes. */
    record Pass(int seconds) implements Step {}

    /**
     * A node works for a while.
     *
     * @param batch how much it takes at once
     * @param calls after how many calls of the store it finds nothing more to do
     * @param meanwhile what happens before its calls, one before each
     * @param crash at which call it dies; negative if at none
     * @param done whether that call is done all the same
     */
    record Work(int node, int batch, int calls, List<Step> meanwhile, int crash, boolean done) implements Step {}

    /** Histories of two nodes, whose work is mixed with all else. */
    static Arbitrary<List<Step>> histories(boolean crashes) {
        return Arbitraries.frequencyOf(Tuple.of(6, happenings()), Tuple.of(3, work(crashes, true)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    /** What may happen without any node. */
    static Arbitrary<Step> happenings() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, puts()),
                Tuple.of(2, upTo(World.DOCUMENTS).map(Remove::new)),
                Tuple.of(1, upTo(World.FILES).map(Fail::new)),
                Tuple.of(1, Arbitraries.just(new Heal())),
                Tuple.of(
                        2,
                        Combinators.combine(upTo(World.PROVIDERS.size()), upTo(1 << (World.FILES + 1)))
                                .as(Name::new)),
                Tuple.of(
                        5,
                        Combinators.combine(upTo(World.PROVIDERS.size()), upTo(4))
                                .as(Say::new)),
                Tuple.of(3, upTo(World.FILES + 1).map(Look::new)),
                Tuple.of(1, upTo(World.DOCUMENTS).map(Forget::new)),
                Tuple.of(1, upTo(2).map(Restart::new)),
                Tuple.of(1, upTo(100).map(Pass::new)));
    }

    static Arbitrary<Step> puts() {
        return Combinators.combine(upTo(World.DOCUMENTS), upTo(World.PLACES), upTo(1 << World.FILES))
                .as(Put::new);
    }

    private static Arbitrary<Step> work(boolean crashes, boolean mixed) {
        Arbitrary<Step> other = mixed
                ? Arbitraries.frequencyOf(Tuple.of(3, happenings()), Tuple.of(1, work(crashes, false)))
                : happenings();
        Arbitrary<Integer> crash = crashes ? Arbitraries.integers().between(-3, 8) : Arbitraries.just(-1);
        return Combinators.combine(
                        upTo(2),
                        Arbitraries.of(1, 2, 1000),
                        Arbitraries.of(1, 3, 6, 1000),
                        other.list().ofMaxSize(4),
                        crash,
                        Arbitraries.of(true, false))
                .as(Work::new);
    }

    private static Arbitrary<Integer> upTo(int bound) {
        return Arbitraries.integers().between(0, bound - 1);
    }
}
