package dev.portalsdk.samples.portal.docs;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.DocsBuild;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Builds documentation when readers come, beside the requests: one that takes longer than a moment is looked at again. Safe for many threads. */
public final class Builds implements AutoCloseable {
    private static final int MOMENT_MILLIS = 450;
    private static final int THREADS = 2;

    private final TechDocs techDocs;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "portal-docs");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<EntityRef, CompletableFuture<Result>> running = new ConcurrentHashMap<>();
    private final Map<EntityRef, List<Diagnostic>> findings = new ConcurrentHashMap<>();

    /**
     * What came of a build.
     *
     * @param running whether it still goes on
     * @param findings what is wrong in the last that was made here
     * @param problem why there is none
     */
    record Result(boolean running, List<Diagnostic> findings, Optional<String> problem) {}

    public Builds(TechDocs techDocs) {
        this.techDocs = techDocs;
    }

    /** Makes an entity's documentation ready to be read, or says that it is being made. */
    Result view(Entity entity) {
        CompletableFuture<Result> build = running.computeIfAbsent(
                entity.ref(), ref -> CompletableFuture.supplyAsync(() -> build(entity), threads));
        try {
            Result result = build.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            running.remove(entity.ref(), build);
            return result;
        } catch (TimeoutException e) {
            return new Result(true, List.of(), Optional.empty());
        } catch (ExecutionException | CompletionException e) {
            running.remove(entity.ref(), build);
            return new Result(false, List.of(), Optional.of(String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Result(true, List.of(), Optional.empty());
        }
    }

    private Result build(Entity entity) {
        try {
            techDocs.view(entity).map(DocsBuild::findings).ifPresent(list -> findings.put(entity.ref(), list));
            return new Result(false, findings.getOrDefault(entity.ref(), List.of()), Optional.empty());
        } catch (IOException e) {
            return new Result(
                    false, findings.getOrDefault(entity.ref(), List.of()), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
