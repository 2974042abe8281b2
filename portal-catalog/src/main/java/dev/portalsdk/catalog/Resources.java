package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/**
 * What an engine works with.
 *
 * @param workers do what keeps a processor busy
 * @param waiting threads for what waits for other machines
 * @param urls how many pieces of that at a time; 0 if the workers do it as all else
 * @param lease how long the store waits for an answer
 */
record Resources(Workers workers, ExecutorService waiting, int urls, Clock clock, Duration lease) {

    RemoteWork remoteWork(CatalogStore store, Function<Claim, Outcome> work, Runnable progress) {
        return new RemoteWork(waiting, urls, store, work, lease, progress);
    }
}
