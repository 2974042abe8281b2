package dev.portalsdk.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
