package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures loading a catalog of files, cold and warm, and what comes after; a whole process, whose arguments are the path of a root file and the number of rounds.
 */
public final class CatalogLoad {
    private CatalogLoad() {}

    public static void main(String[] args) {
        String root = Path.of(args[0]).toAbsolutePath().toString();
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            try (Catalog catalog = Catalog.builder()
                    .allow(AllowRule.everything())
                    .location("file:" + root)
                    .build()) {
                catalog.settle();
                int count = catalog.queries().count(EntityFilter.everything());
                report("load " + count + " entities", start, count);
                long check = System.nanoTime();
                int findings = catalog.findings().size();
                report(findings + " findings", check, count);
                if (round == rounds - 1) {
                    queries(catalog, count);
                }
            }
        }
    }

    private static void queries(Catalog catalog, int count) {
        long start = System.nanoTime();
        catalog.refresh().await();
        report("round over unchanged sources", start, count);
        start = System.nanoTime();
        catalog.refresh().await();
        report("round over unchanged sources", start, count);
        List<EntityRef> refs = catalog.queries().all("kind=component").stream()
                .map(StitchedEntity::ref)
                .toList();
        for (int i = 0; i < 5; i++) {
            start = System.nanoTime();
            refs.forEach(ref -> catalog.queries().byRef(ref));
            report("by ref", start, refs.size());
            start = System.nanoTime();
            for (int j = 0; j < 10; j++) {
                catalog.queries()
                        .find(EntityQuery.all()
                                .filter("kind=component,spec.type=service")
                                .orderBy("metadata.name")
                                .limit(20));
            }
            report("filtered sorted page of 20", start, 10);
            start = System.nanoTime();
            for (int j = 0; j < 10; j++) {
                catalog.queries().facets(EntityFilter.everything(), List.of("kind"));
            }
            report("facets of kind", start, 10);
        }
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf(Locale.ROOT, "heap %d MB, %d bytes/entity%n", used >> 20, used / count);
    }

    private static long cpu;

    private static void report(String what, long start, int count) {
        long now = ((com.sun.management.OperatingSystemMXBean)
                        java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
        System.out.printf(Locale.ROOT, "cpu %8.1f ms ", (now - cpu) / 1e6);
        cpu = now;
        double millis = (System.nanoTime() - start) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-40s %9.2f ms %12.1f us each %,12.0f/s%n",
                what,
                millis,
                millis * 1000 / count,
                count / millis * 1000);
    }
}
