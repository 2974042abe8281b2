package dev.portalsdk.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;

/** Does pieces of work side by side. The calling thread takes part, so that calls can be nested and need no free thread to finish. */
final class Workers {
    private final Executor executor;
    private final int width;
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);

    Workers(Executor executor, int width) {
        this.executor = executor;
        this.width = width;
    }

    /**
     * Applies a function to each item.
     *
     * @param work must not throw
     * @return the results in the order of the items
     */
    <T, R> List<R> map(List<T> items, Function<? super T, ? extends R> work) {
        AtomicReferenceArray<R> results = new AtomicReferenceArray<>(items.size());
        AtomicInteger next = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(items.size());
        Runnable turn = () -> {
            for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                enter(1);
                try {
                    results.set(i, work.apply(items.get(i)));
                } finally {
                    enter(-1);
                    open.countDown();
                }
            }
        };
        callHelpers(turn, Math.min(width, items.size()) - 1);
        turn.run();
        awaitUninterruptibly(open);
        List<R> inOrder = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            inOrder.add(results.get(i));
        }
        return inOrder;
    }

    /** A piece of work that goes on beside the thread that began it. */
    interface Begun {
        /** Waits for its end. Throws what it threw. */
        void await();
    }

    /** One that is over. */
    static final Begun NOTHING = () -> {};

    /** Begins a piece of work, which a helper does or, if none is free, whoever awaits it. */
    Begun begin(Runnable work) {
        AtomicBoolean taken = new AtomicBoolean();
        CompletableFuture<Void> end = new CompletableFuture<>();
        Runnable turn = () -> {
            if (taken.compareAndSet(false, true)) {
                try {
                    work.run();
                    end.complete(null);
                } catch (RuntimeException | Error e) {
                    end.completeExceptionally(e);
                }
            }
        };
        callHelpers(turn, 1);
        return () -> {
            turn.run();
            join(end);
        };
    }

    private static void join(CompletableFuture<Void> end) {
        try {
            end.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Does a piece of work in the calling thread. */
    <R> R doHere(Supplier<R> work) {
        enter(1);
        try {
            return work.get();
        } finally {
            enter(-1);
        }
    }

    private void enter(int levels) {
        int now = depth.get() + levels;
        if (now == 0) {
            depth.remove();
        } else {
            depth.set(now);
        }
    }

    /** Whether the calling thread is doing a piece of work: it must not wait for others to be done. */
    boolean areWorkingHere() {
        return depth.get() > 0;
    }

    private void callHelpers(Runnable turn, int helpers) {
        try {
            for (int i = 0; i < helpers; i++) {
                executor.execute(turn);
            }
        } catch (RejectedExecutionException full) {
            // the calling thread does it alone
        }
    }

    /** What was begun must be finished, or its claims would be lost. */
    private static void awaitUninterruptibly(CountDownLatch open) {
        boolean interrupted = false;
        while (true) {
            try {
                open.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
