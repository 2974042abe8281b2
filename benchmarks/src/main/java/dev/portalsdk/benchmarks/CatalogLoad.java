package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures a catalog of files as a whole process: loading it, cold and warm, a round over unchanged sources, one change until it is visible, and heap.
 * Beside each stands its floor: reading and hashing the bytes, parsing and validating the documents on as many threads.
 *
 * <p>Arguments: the root file of a generated catalog, and the number of loads (1 for a cold figure only).
 */
public final class CatalogLoad {
    private static final int CHANGES = 200;

    private final Path root;
    private long cpu;

    private CatalogLoad(Path root) {
        this.root = root;
    }

    public static void main(String[] args) throws IOException {
        CatalogLoad load = new CatalogLoad(Path.of(args[0]).toAbsolutePath());
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        for (int round = 1; round < rounds; round++) {
            if (round > 1) {
                load.floors();
            }
            load.load(false);
        }
        load.load(rounds > 1);
    }

    private void load(boolean thenMore) throws IOException {
        InCodeProvider code = new InCodeProvider("code");
        long without = thenMore ? heap() : 0;
        start();
        long start = System.nanoTime();
        try (Catalog catalog = Catalog.builder()
                .allow(AllowRule.everything())
                .location("file:" + root)
                .provider(code)
                .build()) {
            catalog.settle();
            int count = catalog.queries().count(EntityFilter.everything());
            report("load", start, count);
            if (thenMore) {
                unchanged("round over files that nobody touched", () -> {}, catalog, count);
                unchanged("round over touched files, read and hashed", this::touch, catalog, count);
                changes(catalog, code);
                long used = heap() - without;
                System.out.printf(
                        Locale.ROOT,
                        "heap %d MB, %d bytes/entity, beside %d MB without a catalog%n",
                        used >> 20,
                        used / count,
                        without >> 20);
            }
        }
    }

    /** After threads of catalogs that were closed have ended, and nothing holds those. */
    private static long heap() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void floors() {
        List<Path> files = files();
        start();
        long start = System.nanoTime();
        int bytes = files.stream().mapToInt(file -> hash(bytes(file)).length).sum();
        report("floor: read and hash " + files.size() + " files", start, Math.max(bytes / 32, 1));
        DescriptorReader reader = DescriptorReader.create();
        EntityValidator validator = EntityValidator.of(Kinds.standard());
        start();
        start = System.nanoTime();
        int valid = files.parallelStream()
                .mapToInt(file -> (int) reader.read(file.toString(), bytes(file)).value().orElse(List.of()).stream()
                        .filter(document -> !validator.validate(document).hasErrors())
                        .count())
                .sum();
        report("floor: parse and validate", start, valid);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unchanged(String what, Runnable before, Catalog catalog, int count) {
        for (int round = 0; round < 5; round++) {
            before.run();
            start();
            long start = System.nanoTime();
            catalog.refresh().await();
            report(what, start, count);
        }
    }

    /** Same content, but not known to be. */
    private void touch() {
        for (Path file : files()) {
            if (!file.toFile().setLastModified(System.currentTimeMillis())) {
                throw new IllegalStateException("Cannot touch " + file);
            }
        }
    }

    private List<Path> files() {
        try (Stream<Path> found = Files.walk(root.getParent())) {
            return found.filter(file -> file.toString().endsWith(".yaml")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One entity given by code, owned by the group with most members if there is one; then one file of many. */
    private void changes(Catalog catalog, InCodeProvider code) throws IOException {
        long[] micros = new long[CHANGES];
        for (int change = 0; change < CHANGES; change++) {
            long start = System.nanoTime();
            code.apply(Mutation.added(List.of(component(change)))).await();
            micros[change] = (System.nanoTime() - start) / 1000;
        }
        percentiles("one entity changed in code until visible", micros);
        Path file = root.resolveSibling("parts/part-00001.yaml");
        byte[] original = Files.readAllBytes(file);
        try {
            for (int change = 0; change < CHANGES; change++) {
                Files.writeString(
                        file,
                        new String(original, StandardCharsets.UTF_8)
                                .replaceFirst("description: Synthetic.*", "description: Changed " + change));
                long start = System.nanoTime();
                catalog.refresh(List.of(LocationRef.parse("file:" + file))).await();
                micros[change] = (System.nanoTime() - start) / 1000;
            }
        } finally {
            Files.write(file, original);
        }
        percentiles("one entity changed in a file of 100 until visible", micros);
    }

    private static ProvidedEntity component(int change) {
        return ProvidedEntity.of(
                EntityDescriptor.of(Value.parseJson("""
                        {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "changed", "title": "%d"},
                         "spec": {"type": "service", "lifecycle": "production", "owner": "%s", "dependsOn": ["component:chain-00999"]}}
                        """.formatted(change, change % 2 == 0 ? "hub" : "team-00001"))
                        .asObj()
                        .orElseThrow()));
    }

    private static void percentiles(String what, long[] micros) {
        Arrays.sort(micros);
        System.out.printf(
                Locale.ROOT,
                "%-50s p50 %d us, p99 %d us%n",
                what,
                micros[micros.length / 2],
                micros[micros.length * 99 / 100]);
    }

    private void start() {
        cpu = processCpu();
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private void report(String what, long start, int count) {
        double millis = (System.nanoTime() - start) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-40s %9.1f ms wall %9.1f ms cpu %8.1f us cpu each %,12.0f/s%n",
                what,
                millis,
                (processCpu() - cpu) / 1e6,
                (processCpu() - cpu) / 1e3 / count,
                count / millis * 1000);
    }
}
