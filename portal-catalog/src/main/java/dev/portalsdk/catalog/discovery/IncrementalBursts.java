package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.MutationReceipt;
import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages of a listing, one burst after the other. A page is given first and noted after: who dies in between gives it twice, which changes nothing.
 */
final class IncrementalBursts {
    private static final Logger LOG = LoggerFactory.getLogger(IncrementalBursts.class);
    private static final String KEY = "listing";

    private final String name;
    private final IncrementalSource source;
    private final IncrementalPace pace;

    IncrementalBursts(String name, IncrementalSource source, IncrementalPace pace) {
        this.name = name;
        this.source = source;
        this.pace = pace;
    }

    /**
     * Where a listing is.
     *
     * @param sweep names it in the store
     * @param cursor of the page that comes next; empty for the first
     * @param failures in a row
     * @param generation of the entry that says so; 0 if none does
     */
    private record Listing(String sweep, Optional<String> cursor, int failures, long generation) {
        static Listing begun() {
            return new Listing(UUID.randomUUID().toString(), Optional.empty(), 0, 0);
        }

        static Listing of(ProviderState.Entry entry) {
            Value.Obj kept = Value.parseJson(entry.text()).asObj().orElse(Value.Obj.empty());
            int failures = kept.get("failures").orElse(Value.Null.NULL) instanceof Value.Num number
                    ? (int) number.longValue()
                    : 0;
            return new Listing(
                    kept.string("sweep").orElseGet(() -> begun().sweep()),
                    kept.string("cursor"),
                    failures,
                    entry.generation());
        }

        String text() {
            Value.Obj.Builder kept = Value.Obj.builder().put("sweep", sweep).put("failures", failures);
            cursor.ifPresent(text -> kept.put("cursor", text));
            return kept.build().toJson();
        }

        Listing at(Optional<String> next) {
            return new Listing(sweep, next, 0, generation);
        }

        Listing failed() {
            return new Listing(sweep, cursor, failures + 1, generation);
        }
    }

    /** @return the pause until the next burst */
    Optional<Duration> run(EntityProviderConnection catalog) throws IOException {
        Optional<Listing> next = Optional.of(found(catalog).orElseGet(Listing::begun));
        long end = System.nanoTime() + pace.burst().toNanos();
        do {
            Listing listing = next.get();
            IncrementalSource.Page page = asked(catalog, listing);
            if (!isCurrent(catalog, listing)) {
                return Optional.of(pace.pause()); // Another node took over while the page was on its way.
            }
            give(catalog, listing, page);
            if (page.next().isEmpty()) {
                catalog.memory().remove(KEY, listing.generation());
                return Optional.of(pace.rest());
            }
            next = noted(catalog, listing.at(page.next()));
        } while (next.isPresent()
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted());
        return Optional.of(pace.pause());
    }

    private IncrementalSource.Page asked(EntityProviderConnection catalog, Listing listing) throws IOException {
        try {
            return page(listing);
        } catch (IncrementalSource.CursorLostException e) {
            throw beginsAnew(catalog, listing, e);
        } catch (IOException | RuntimeException e) {
            throw failed(catalog, listing, e);
        }
    }

    private static boolean isCurrent(EntityProviderConnection catalog, Listing listing) {
        return found(catalog).map(Listing::generation).orElse(0L) == listing.generation();
    }

    private IncrementalSource.Page page(Listing listing) throws IOException {
        return listing.cursor().isPresent() ? source.at(listing.cursor().get()) : source.first();
    }

    private void give(EntityProviderConnection catalog, Listing listing, IncrementalSource.Page page) {
        boolean isLast = page.next().isEmpty();
        MutationReceipt receipt = catalog.apply(new Mutation.Page(listing.sweep(), page.entities(), isLast));
        receipt.result()
                .held()
                .ifPresent(held -> LOG.warn(
                        "{} would take away {} entities at once, which is held back",
                        name,
                        held.refs().size()));
    }

    private static Optional<Listing> found(EntityProviderConnection catalog) {
        return catalog.memory().find(KEY).map(Listing::of);
    }

    /** Empty if another node has noted something meanwhile. */
    private static Optional<Listing> noted(EntityProviderConnection catalog, Listing listing) {
        OptionalLong generation = catalog.memory().replace(KEY, listing.text(), listing.generation());
        return generation.isPresent()
                ? Optional.of(
                        new Listing(listing.sweep(), listing.cursor(), listing.failures(), generation.getAsLong()))
                : Optional.empty();
    }

    private FailedForNow failed(EntityProviderConnection catalog, Listing listing, Exception failure) {
        Listing after = listing.failed();
        noted(catalog, after);
        return new FailedForNow(failure, pace.after(after.failures()));
    }

    private FailedForNow beginsAnew(EntityProviderConnection catalog, Listing listing, IOException failure) {
        catalog.memory().remove(KEY, listing.generation());
        return new FailedForNow(failure, pace.after(1));
    }
}
