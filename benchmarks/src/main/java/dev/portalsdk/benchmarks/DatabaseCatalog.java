package dev.portalsdk.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariDataSource;
import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * Measures a catalog of files in a database: loading it cold (a process of its own) and warm, a round over unchanged sources and the rows that it
 * writes, one change until the other node shows it, disk, opening (in the same process and in one of its own), and the questions that Backstage was measured with.
 *
 * <p>Arguments: {@code postgres} or {@code sqlite}, the root file of a generated catalog, how many warm loads, and parts to leave out: {@code
 * -cold}, {@code -queries}. CPU of client and server are told apart, and both counted.
 */
public final class DatabaseCatalog {
    private static final int CHANGES = 100;

    private static final String LOAD = "load";
    private static final String OPEN = "open";

    /** What is measured in a process of its own. */
    private static final List<String> ALONE = List.of(LOAD, OPEN);

    /** Who looks without a pause takes a processor from those who are to make it visible. */
    private static final long LOOK_NANOS = 100_000;

    private static final EntityRef CHANGED = EntityRef.parse("component:default/changed");

    private final MeasuredDatabase databases;
    private final String root;
    private int entities;

    private DatabaseCatalog(MeasuredDatabase databases, String root) {
        this.databases = databases;
        this.root = root;
    }

    public static void main(String[] args) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        if (ALONE.contains(args[0])) {
            alone(args[0], args[1], args[2]);
            return;
        }
        List<String> without = List.of(args).subList(3, args.length);
        try (MeasuredDatabase databases = new MeasuredDatabase(args[0])) {
            DatabaseCatalog measured = new DatabaseCatalog(
                    databases, Path.of(args[1]).toAbsolutePath().toString());
            measured.run(Integer.parseInt(args[2]), !without.contains("-cold"), !without.contains("-queries"));
        }
    }

    private void run(int warmLoads, boolean cold, boolean queries) throws Exception {
        try (TestDatabase database = databases.empty()) {
            System.out.println(MeasuredDatabase.settings(database));
        }
        if (cold) {
            cold(List.of());
            cold(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        }
        for (int i = 1; i < warmLoads; i++) {
            try (TestDatabase database = databases.empty()) {
                warm(database).close();
            }
        }
        try (TestDatabase database = databases.empty()) {
            long empty = MeasuredDatabase.bytes(database);
            try (Node node = warm(database)) {
                System.out.printf(
                        Locale.ROOT, "disk %,d bytes/entity%n", (MeasuredDatabase.bytes(database) - empty) / entities);
                unchanged(database, node);
                otherNode(database, node);
                if (queries) {
                    new QueryLoad(node.catalog().queries()).run();
                }
            }
            open(database);
            alone("open", OPEN, List.of(), database);
        }
    }

    /** A catalog and what it stands on. */
    private record Node(HikariDataSource pool, JdbcCatalogStore store, InCodeProvider code, Catalog catalog)
            implements AutoCloseable {

        static Node open(DataSource source, String root) {
            HikariDataSource pool = new HikariDataSource();
            pool.setDataSource(source);
            JdbcCatalogStore store = JdbcCatalogStore.of(pool);
            InCodeProvider code = new InCodeProvider("code");
            Catalog catalog = Catalog.builder()
                    .store(store)
                    .allow(AllowRule.everything())
                    .location("file:" + root)
                    .provider(code)
                    .build();
            return new Node(pool, store, code, catalog);
        }

        @Override
        public void close() {
            catalog.close();
            store.close();
            pool.close();
        }
    }

    private static void alone(String what, String url, String root) {
        try (Node node = Node.open(source(url), root)) {
            if (what.equals(LOAD)) {
                node.catalog().settle();
            }
            System.out.println(
                    node.catalog().queries().count(EntityFilter.everything()) + " " + processCpu() / 1_000_000);
        }
    }

    private static DataSource source(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            SQLiteDataSource sqlite = new SQLiteDataSource();
            sqlite.setUrl(url);
            return sqlite;
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(url);
        return postgres;
    }

    private void cold(List<String> flags) throws IOException, InterruptedException {
        try (TestDatabase database = databases.empty()) {
            alone("cold", LOAD, flags, database);
        }
    }

    /** A process of its own, and what it took as a whole. */
    private void alone(String name, String what, List<String> flags, TestDatabase database)
            throws IOException, InterruptedException {
        double server = databases.cpu();
        long start = System.nanoTime();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DatabaseCatalog.class.getName()));
        command.addAll(List.of(what, database.url(), root));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String[] told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .split(" ");
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The process failed: " + what);
        }
        report(
                name + ", whole process " + flags,
                start,
                Integer.parseInt(told[0]),
                Long.parseLong(told[1]) / 1e3,
                server);
    }

    private Node warm(TestDatabase database) {
        double server = databases.cpu();
        long client = processCpu();
        long start = System.nanoTime();
        Node node = Node.open(database.direct(), root);
        node.catalog().settle();
        entities = node.catalog().queries().count(EntityFilter.everything());
        report("warm load", start, entities, (processCpu() - client) / 1e9, server);
        return node;
    }

    private void unchanged(TestDatabase database, Node node) throws SQLException, InterruptedException {
        boolean postgres = database.url().startsWith("jdbc:postgresql:");
        for (int round = 0; round < 3; round++) {
            String before = postgres ? written(database) : "";
            double server = databases.cpu();
            long client = processCpu();
            long start = System.nanoTime();
            node.catalog().refresh().await();
            report("round over unchanged sources", start, entities, (processCpu() - client) / 1e9, server);
            if (postgres) {
                System.out.println("  rows written before: " + before);
                System.out.println("  and after:           " + written(database));
            }
        }
    }

    /** Statistics come a little late. */
    private static String written(TestDatabase database) throws SQLException, InterruptedException {
        Thread.sleep(1_500);
        return MeasuredDatabase.text(
                database,
                "SELECT string_agg(relname || ' ' || n_tup_ins + n_tup_upd + n_tup_del, ', ' ORDER BY relname) FROM pg_stat_user_tables"
                        + " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0");
    }

    private void otherNode(TestDatabase database, Node node) throws InterruptedException {
        try (Node other = Node.open(database.direct(), root)) {
            other.catalog().settle();
            node.catalog().start();
            other.catalog().start();
            long[] micros = new long[CHANGES];
            for (int change = 0; change < CHANGES; change++) {
                String title = "change " + change;
                long start = System.nanoTime();
                node.code().apply(Mutation.added(List.of(component(title))));
                while (other.catalog()
                        .queries()
                        .byRef(CHANGED)
                        .filter(entity -> entity.document()
                                .at("/metadata/title")
                                .equals(java.util.Optional.of(Value.Str.of(title))))
                        .isEmpty()) {
                    if (System.nanoTime() - start > 30_000_000_000L) {
                        throw new IllegalStateException("The other node does not see " + title);
                    }
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                micros[change] = (System.nanoTime() - start) / 1000;
                Thread.sleep(20);
            }
            Arrays.sort(micros);
            System.out.printf(
                    Locale.ROOT,
                    "a change until the other node shows it: p50 %.1f ms, p99 %.1f ms%n",
                    micros[CHANGES / 2] / 1e3,
                    micros[CHANGES * 99 / 100] / 1e3);
        }
    }

    private static ProvidedEntity component(String title) {
        Value.Obj document = Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "Component")
                .with("metadata", Value.Obj.of("name", "changed", "title", title))
                .with("spec", Value.Obj.of("type", "service", "lifecycle", "production", "owner", "team-00001"));
        return ProvidedEntity.of(EntityDescriptor.of(document));
    }

    private void open(TestDatabase database) {
        long start = System.nanoTime();
        double server = databases.cpu();
        long client = processCpu();
        try (Node node = Node.open(database.direct(), root)) {
            int count = node.catalog().queries().count(EntityFilter.everything());
            report("open until the first answer", start, count, (processCpu() - client) / 1e9, server);
        }
    }

    private static long processCpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void report(String what, long start, int count, double clientCpu, double serverBefore) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%-60s %8.2f s wall, CPU client %6.2f s + database %6.2f s, %,8d entities, %,9.0f/s%n",
                what,
                seconds,
                clientCpu,
                databases.cpu() - serverBefore,
                count,
                count / seconds);
    }
}
