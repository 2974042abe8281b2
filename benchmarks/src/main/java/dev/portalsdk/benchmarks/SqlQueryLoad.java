package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.jdbc.SqlQueryEngine;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestServer;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * What questions by SQL cost: those that Backstage was measured with, over the same entities, on a PostgreSQL of this machine with its default settings.
 *
 * <p>Arguments: how many entities; {@code hub} for the shapes that hurt; {@code plans} to ask each question once only, and have the server log how it went
 * about it. Percentiles are of one client and of sixteen, each for a few seconds after a few of warm-up.
 */
public final class SqlQueryLoad {
    private static final int CLIENTS = 16;
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(3);
    private static final long MEASURED = TimeUnit.SECONDS.toNanos(6);
    private static final EntityQuery COMPONENTS = EntityQuery.all().filter("kind=component");

    private final List<EntityRef> refs = new ArrayList<>();
    private final Map<String, BiConsumer<EntityQueries, Integer>> questions = new LinkedHashMap<>();
    private final int size;

    private SqlQueryLoad(int size, boolean hub) {
        this.size = size;
        questions.put("by name", (queries, i) -> queries.byRef(refs.get(i * 7919 % refs.size())));
        questions.put(
                "filter by owner relation, 20 a page",
                (queries, i) -> queries.find(EntityQuery.all()
                        .filter("relations.ownedBy=group:default/team-" + String.format(Locale.ROOT, "%05d", i % 100))
                        .limit(20)));
        questions.put(
                "sorted page of 20 components",
                (queries, i) -> queries.find(COMPONENTS.orderBy("metadata.name").limit(20)));
        questions.put(
                "full text in name and title",
                (queries, i) -> queries.find(EntityQuery.all()
                        .fullText("component-0" + i % 10, "metadata.name", "metadata.title")
                        .limit(20)));
        questions.put(
                "full text everywhere",
                (queries, i) -> queries.find(
                        EntityQuery.all().fullText("number " + i % 1000).limit(20)));
        questions.put("facets of kind", (queries, i) -> queries.facets(EntityQuery.all(), List.of("kind")));
        questions.put("facets of type of components", (queries, i) -> queries.facets(COMPONENTS, List.of("spec.type")));
        questions.put("count of components", (queries, i) -> queries.count(COMPONENTS));
        questions.put(
                "count of production services",
                (queries, i) -> queries.count(COMPONENTS.filter("spec.type=service,spec.lifecycle=production")));
        questions.put(
                "page 100 in default order",
                (queries, i) -> queries.find(COMPONENTS.offset(2000).limit(20).profile(QueryProfile.BACKSTAGE)));
        questions.put(
                "ordered OR of two relations",
                (queries, i) -> queries.find(EntityQuery.all()
                        .filter("relations.ownedBy=group:default/team-00001,relations.ownedBy=group:default/team-00002")
                        .orderBy("metadata.title")
                        .limit(20)));
        questions.put(
                "page ordered by a label",
                (queries, i) ->
                        queries.find(COMPONENTS.orderBy("metadata.labels.tier").limit(20)));
        questions.put(
                "dependencies of a component, 3 steps",
                (queries, i) -> queries.walk(RelationWalk.dependenciesOf(EntityRef.parse(
                                "component:default/component-" + String.format(Locale.ROOT, "%05d", i % 1000)))
                        .maxDepth(3)));
        if (hub) {
            questions.put(
                    "20 of the 14,000 members of the hub",
                    (queries, i) -> queries.find(EntityQuery.all()
                            .filter("relations.memberOf=group:default/hub")
                            .limit(20)));
            questions.put(
                    "the hub by name, with its relations",
                    (queries, i) -> queries.byRef(EntityRef.parse("group:default/hub")));
            questions.put(
                    "a chain of 1,000 dependencies",
                    (queries, i) -> queries.walk(
                            RelationWalk.dependenciesOf(EntityRef.parse("component:default/chain-00999"))));
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> options = Arrays.asList(args).subList(1, args.length);
        SqlQueryLoad load = new SqlQueryLoad(Integer.parseInt(args[0]), options.contains("hub"));
        Path logs = Files.createTempDirectory("portal-plans");
        Map<String, String> settings = options.contains("plans")
                ? Map.of(
                        "logging_collector", "on",
                        "log_directory", logs.toString(),
                        "log_filename", "plans.log",
                        "session_preload_libraries", "auto_explain",
                        "auto_explain.log_min_duration", "0",
                        "auto_explain.log_analyze", "on",
                        "auto_explain.log_buffers", "on",
                        "auto_explain.log_parameter_max_length", "60")
                : Map.of();
        try (TestServer server = TestServer.start(settings);
                TestDatabase database = server.database()) {
            load.run(database, options.contains("hub"), options.contains("plans"));
        }
        if (options.contains("plans")) {
            System.out.println("The server tells how it went about it in " + logs.resolve("plans.log"));
        }
    }

    private void run(TestDatabase database, boolean hub, boolean plans) throws Exception {
        database.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
        List<StitchedEntity> entities = entities(hub);
        long start = System.nanoTime();
        try (var pool = database.newPool(CLIENTS);
                QueryIndex queries =
                        SqlQueryEngine.of(pool).start(new Visible(entities), EntityValidator.of(Kinds.standard()))) {
            queries.catchUp();
            database.execute("VACUUM ANALYZE");
            System.out.printf(
                    Locale.ROOT,
                    "%d entities taken over in %.1f s%n",
                    entities.size(),
                    (System.nanoTime() - start) / 1e9);
            entities.forEach(entity -> refs.add(entity.ref()));
            for (Map.Entry<String, BiConsumer<EntityQueries, Integer>> question : questions.entrySet()) {
                if (plans) {
                    database.execute("SELECT '#### " + question.getKey() + "'");
                    question.getValue().accept(queries, 1);
                } else {
                    measure(question.getKey(), i -> question.getValue().accept(queries, i));
                }
            }
        }
    }

    private List<StitchedEntity> entities(boolean hub) {
        EntityValidator validator = EntityValidator.of(Kinds.standard());
        List<String> documents = CatalogGenerator.documents(size, hub);
        List<StitchedEntity> entities = new ArrayList<>();
        for (int from = 0; from < documents.size(); from += 1000) {
            String file = String.join("---\n", documents.subList(from, Math.min(documents.size(), from + 1000)));
            DescriptorReader.create()
                    .read("catalog.yaml", file)
                    .orThrow()
                    .forEach(descriptor -> entities.add(stitched(validator, descriptor)));
        }
        return entities;
    }

    private static StitchedEntity stitched(EntityValidator validator, EntityDescriptor descriptor) {
        Entity entity =
                validator.validate(EntityDescriptor.of(descriptor.root())).orThrow();
        LocationRef location = new LocationRef("file", "/catalog.yaml");
        return new StitchedEntity(
                entity,
                entity.toValue(),
                entity.relations(),
                List.of(),
                new StitchedEntity.Provenance(location, location, false),
                Optional.empty());
    }

    /** All that was visible from the start. */
    private record Visible(List<StitchedEntity> entities) implements ChangeFeed {
        @Override
        public long version() {
            return entities.size();
        }

        @Override
        public List<Change> after(long version, int limit) {
            throw new CatalogException("There is a snapshot only");
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(version(), entities);
        }
    }

    /** Asks one question. */
    @FunctionalInterface
    private interface Question {
        void ask(int number);
    }

    private static void measure(String name, Question question) throws Exception {
        ask(question, 1, WARM_UP);
        long[] alone = ask(question, 1, MEASURED);
        ask(question, CLIENTS, WARM_UP / 3);
        long[] together = ask(question, CLIENTS, MEASURED);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.2f / %.2f | %.0f/s, %.1f / %.1f |%n",
                name,
                millis(alone, 0.5),
                millis(alone, 0.99),
                together.length / (MEASURED / 1e9),
                millis(together, 0.5),
                millis(together, 0.99));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }

    /** How long each answer took, sorted. */
    private static long[] ask(Question question, int clients, long nanos) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + nanos;
            AtomicInteger next = new AtomicInteger();
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(pool.submit(() -> {
                    List<Long> took = new ArrayList<>();
                    while (System.nanoTime() < end) {
                        long before = System.nanoTime();
                        question.ask(next.getAndIncrement());
                        took.add(System.nanoTime() - before);
                    }
                    return took;
                }));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<Long>> each : running) {
                all.addAll(each.get());
            }
            return all.stream().mapToLong(Long::longValue).sorted().toArray();
        } finally {
            pool.shutdown();
        }
    }
}
