package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Full load for minutes, by sixteen connections, while entities change: what the heap holds then, and what went wrong. Every change must be seen by the next
 * request.
 */
final class HttpSoak {
    private static final String ROUND = "round";
    private static final int CONNECTIONS = 16;
    private static final int CHANGED = 1_000;
    private static final int AT_ONCE = 50;
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(200);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(30);

    private final List<HttpQuestion> questions;
    private final InCodeProvider provider;
    private final int port;
    private final LongAdder answers = new LongAdder();
    private final LongAdder changes = new LongAdder();
    private final LongAdder errors = new LongAdder();

    HttpSoak(List<HttpQuestion> questions, InCodeProvider provider, int port) {
        this.questions = questions;
        this.provider = provider;
        this.port = port;
    }

    private interface Work {
        void run() throws Exception;
    }

    /** @return how many things went wrong */
    long run(Duration time) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS + 1);
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i * 7919;
            threads.execute(() -> counted(() -> ask(first, end), end));
        }
        threads.execute(() -> counted(() -> change(end), end));
        threads.shutdown();
        List<Double> heap = new ArrayList<>();
        long before = 0;
        while (!threads.awaitTermination(BETWEEN_REPORTS.toSeconds(), TimeUnit.SECONDS)) {
            long now = answers.sum();
            heap.add(heapAfterCollection());
            System.out.printf(
                    Locale.ROOT,
                    "%5.1f min  heap %,8.1f MiB  %,9.0f answers/s  %,9d changes  %d errors%n",
                    (System.nanoTime() - start) / 60e9,
                    heap.get(heap.size() - 1),
                    (now - before) / (double) BETWEEN_REPORTS.toSeconds(),
                    changes.sum(),
                    errors.sum());
            before = now;
        }
        heap.add(heapAfterCollection());
        System.out.printf(
                Locale.ROOT,
                "%,d answers, %,d changes, %d errors; heap %.1f MiB first, %.1f MiB at the end%n",
                answers.sum(),
                changes.sum(),
                errors.sum(),
                heap.get(0),
                heap.get(heap.size() - 1));
        return errors.sum();
    }

    private static double heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (double) (1 << 20);
    }

    /** Goes on after an error, with another connection, so that all of them are counted. */
    private void counted(Work work, long end) {
        do {
            try {
                work.run();
            } catch (Exception e) {
                errors.increment();
                System.out.println("ERROR " + e);
            }
        } while (System.nanoTime() < end);
    }

    private void ask(int first, long end) throws IOException {
        try (KeepAliveClient client = new KeepAliveClient(port)) {
            for (int i = first; System.nanoTime() < end; i += 31) {
                client.skip(questions.get(i % questions.size()).path().apply(i));
                answers.increment();
            }
        }
    }

    private void change(long end) throws IOException, InterruptedException {
        try (KeepAliveClient client = new KeepAliveClient(port)) {
            for (int round = 0; System.nanoTime() < end; round++) {
                List<ProvidedEntity> changed = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    changed.add(ProvidedEntity.of(component((round * AT_ONCE + i) % CHANGED, round)));
                }
                provider.apply(Mutation.added(changed)).await();
                changes.add(AT_ONCE);
                checkSeen(client, (round * AT_ONCE) % CHANGED, round);
                TimeUnit.NANOSECONDS.sleep(BETWEEN_CHANGES.toNanos());
            }
        }
    }

    private static EntityDescriptor component(int number, int round) {
        return EntityDescriptor.of(Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", "Component")
                .put("metadata", Value.Obj.of("name", "soak-" + number, "annotations", Value.Obj.of(ROUND, "" + round)))
                .put("spec", Value.Obj.of("type", "service", "lifecycle", "production", "owner", "group-0"))
                .build());
    }

    private static void checkSeen(KeepAliveClient client, int number, int round) throws IOException {
        String path = "/api/catalog/entities/by-name/component/default/soak-" + number;
        Value seen = Value.parseJson(new String(client.get(path), StandardCharsets.UTF_8))
                .at("/metadata/annotations/" + ROUND)
                .orElse(Value.Null.NULL);
        if (!seen.equals(Value.Str.of("" + round))) {
            throw new IOException("Round " + round + " of " + path + " is not visible, but " + seen);
        }
    }
}
