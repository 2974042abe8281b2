package dev.portalsdk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
    private final ExecutorService threads = Executors.newSingleThreadExecutor();
    private final List<Thread> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    private void work() {
        done.add(Thread.currentThread());
    }

    @Test
    void whatWasBegunGoesOnBeside() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        Workers.Begun piece = new Workers(threads, 2).begin(() -> {
            work();
            begun.complete(null);
        });
        begun.join();
        piece.await();
        assertEquals(1, done.size());
        assertNotEquals(Thread.currentThread(), done.get(0));
    }

    @Test
    void whoeverAwaitsDoesItWhereNobodyIsFree() {
        CompletableFuture<Void> busy = new CompletableFuture<>();
        threads.execute(busy::join);
        Workers.Begun piece = new Workers(threads, 2).begin(this::work);
        piece.await();
        assertEquals(List.of(Thread.currentThread()), done);
        busy.complete(null);
        new Workers(threads, 2).begin(() -> {}).await();
        assertEquals(1, done.size(), "done twice");
    }

    @Test
    void itIsDoneThoughTheExecutorTakesNothing() {
        Workers.Begun piece = new Workers(
                        work -> {
                            throw new RejectedExecutionException();
                        },
                        2)
                .begin(this::work);
        piece.await();
        assertEquals(1, done.size());
    }

    @Test
    void whatItThrowsIsThrownWhereItIsAwaited() {
        IllegalStateException fault = new IllegalStateException("no");
        Workers.Begun piece = new Workers(threads, 2).begin(() -> {
            throw fault;
        });
        assertSame(fault, assertThrows(IllegalStateException.class, piece::await));
    }
}
