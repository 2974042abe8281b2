package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * The questions that Backstage was measured with, by one client and by sixteen: each is asked over and over for a while, its answer written as JSON as
 * for a client over HTTP, and the median, the 99th percentile and the questions per second are told.
 */
final class QueryLoad {
    private static final long NANOS = 3_000_000_000L;
    private static final long WARM_UP_NANOS = 2_000_000_000L;
    private static final EntityFilter COMPONENTS = EntityFilter.where("kind", "component");

    private final Map<String, IntFunction<Object>> questions = new LinkedHashMap<>();
    private final EntityQueries queries;
    private final List<EntityRef> refs;

    QueryLoad(EntityQueries queries) {
        this.queries = queries;
        this.refs =
                queries.all("kind=component").stream().map(StitchedEntity::ref).toList();
        List<String> owners = queries.all("kind=group").stream()
                .map(group -> group.ref().toString())
                .toList();
        questions.put(
                "by name",
                i -> json(List.of(queries.byRef(refs.get(i % refs.size())).orElseThrow())));
        questions.put(
                "filter by owner relation, 20 a page",
                i -> page(EntityQuery.all().filter("relations.ownedBy=" + owners.get(i % owners.size()))));
        questions.put(
                "sorted page of 20 components",
                i -> page(EntityQuery.all().filter(COMPONENTS).orderBy("metadata.name")));
        questions.put("full text", i -> page(EntityQuery.all().fullText("component-" + i % 1000)));
        questions.put("facets of kind", i -> queries.facets(EntityFilter.everything(), List.of("kind")));
        questions.put("facets of type of components", i -> queries.facets(COMPONENTS, List.of("spec.type")));
        questions.put("count of components", i -> queries.count(COMPONENTS));
    }

    private Object page(EntityQuery query) {
        EntityPage page = queries.find(query.limit(20));
        return json(page.items());
    }

    private static byte[] json(List<StitchedEntity> entities) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        for (StitchedEntity entity : entities) {
            try {
                entity.toValue().writeJson(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return out.toByteArray();
    }

    void run() {
        System.out.printf(
                Locale.ROOT,
                "%-40s %12s %12s %12s %14s%n",
                "operation",
                "p50 ms",
                "p99 ms",
                "1 client /s",
                "16 clients /s");
        questions.forEach((name, question) -> {
            measure(question, 1, WARM_UP_NANOS);
            long[] alone = measure(question, 1, NANOS);
            long[] many = measure(question, 16, NANOS);
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %12.4f %12.4f %,12.0f %,14.0f   (16: p50 %.4f, p99 %.4f)%n",
                    name,
                    alone[alone.length / 2] / 1e6,
                    alone[(int) (alone.length * 99L / 100)] / 1e6,
                    alone.length / (NANOS / 1e9),
                    many.length / (NANOS / 1e9),
                    many[many.length / 2] / 1e6,
                    many[(int) (many.length * 99L / 100)] / 1e6);
        });
    }

    /** @return how long each answer took, sorted */
    private static long[] measure(IntFunction<Object> question, int clients, long nanos) {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        AtomicInteger next = new AtomicInteger();
        try {
            List<Future<long[]>> running = new ArrayList<>();
            long end = System.nanoTime() + nanos;
            for (int client = 0; client < clients; client++) {
                running.add(pool.submit(() -> ask(question, next, end)));
            }
            long[] all = new long[0];
            for (Future<long[]> client : running) {
                long[] times = client.get();
                int before = all.length;
                all = Arrays.copyOf(all, before + times.length);
                System.arraycopy(times, 0, all, before, times.length);
            }
            Arrays.sort(all);
            return all;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static long[] ask(IntFunction<Object> question, AtomicInteger next, long end) {
        long[] times = new long[1 << 14];
        int count = 0;
        for (long start = System.nanoTime(); start < end; ) {
            if (question.apply(next.getAndAdd(7919) & 0x3fffffff) == null) {
                throw new IllegalStateException("no answer");
            }
            long now = System.nanoTime();
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = now - start;
            start = now;
        }
        return Arrays.copyOf(times, count);
    }
}
