package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * The same work on many things at once. The caller works too, and others join in as far as the executor has threads, so
 * that a busy or small pool delays nothing. (On two processors {@code CompletableFuture} would start a thread for each
 * item rather than use the common pool.)
 */
final class Parallel<T, R> {

    private final List<T> items;
    private final Function<T, R> work;
    private final List<R> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Phaser working = new Phaser(1);

    private Parallel(List<T> items, Function<T, R> work) {
        this.items = items;
        this.work = work;
        this.results = new ArrayList<>(Collections.nCopies(items.size(), null));
    }

    /** Answers the results in the order of the items; when this returns or throws, nobody works on them any more. */
    static <T, R> List<R> map(List<T> items, Function<T, R> work, Executor executor) throws IOException {
        return new Parallel<>(items, work).run(executor);
    }

    private List<R> run(Executor executor) throws IOException {
        int helpers = Math.min(Runtime.getRuntime().availableProcessors(), items.size()) - 1;
        for (int i = 0; i < helpers; i++) {
            try {
                executor.execute(this::help);
            } catch (RejectedExecutionException e) {
                break; // the caller does the work alone
            }
        }
        workUntilDone();
        working.arriveAndAwaitAdvance();
        Throwable failed = failure.get();
        if (failed instanceof UncheckedIOException io) {
            throw io.getCause();
        } else if (failed instanceof RuntimeException unchecked) {
            throw unchecked;
        } else if (failed instanceof Error error) {
            throw error;
        }
        return results;
    }

    private void help() {
        working.register();
        try {
            workUntilDone();
        } finally {
            working.arriveAndDeregister();
        }
    }

    private void workUntilDone() {
        for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            try {
                results.set(i, work.apply(items.get(i)));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
                next.set(items.size());
            }
        }
    }
}
