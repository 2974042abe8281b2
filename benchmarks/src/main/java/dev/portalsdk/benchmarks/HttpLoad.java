package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.jdk.JdkHttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * The questions that Backstage was measured with, over HTTP on loopback: each by one keep-alive connection and by sixteen.
 *
 * <p>{@code HttpLoad DIR/all.yaml [--check] [--serve | --soak MINUTES]}: with {@code --check} each is asked 200 times first, and the bodies must be what the
 * catalog answers in this process; with {@code --serve} the server of {@code 127.0.0.1:7007} stays, for {@code wrk}, and the paths to ask are printed; with
 * {@code --soak} all are asked at once for so long while entities change, and the exit code is 1 if anything goes wrong. The clients are in this process and
 * share its processors; they do no more than read whole answers.
 */
final class HttpLoad {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int CHECKS = 200;

    private HttpLoad() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        List<String> options = List.of(args);
        boolean serve = options.contains("--serve");
        int soak = options.indexOf("--soak");
        InCodeProvider changing = new InCodeProvider("changing");
        try (Catalog catalog = Catalog.builder()
                        .location("file:" + Path.of(args[0]).toAbsolutePath())
                        .provider(changing)
                        .allow(AllowRule.everything())
                        .build();
                JdkHttpServer server = JdkHttpServer.builder(
                                PortalHttp.builder().catalog(catalog).build())
                        .port(serve ? 7007 : 0)
                        .start()) {
            catalog.settle();
            System.out.println(catalog.queries().all().size() + " entities");
            List<HttpQuestion> questions = HttpQuestion.of(catalog);
            if (options.contains("--check")) {
                check(questions, server.port());
            }
            if (serve) {
                questions.forEach(question -> System.out.println(
                        question.name() + ": " + server.uri() + question.path().apply(0)));
                Thread.currentThread().join();
            } else if (soak >= 0) {
                soak(catalog, new HttpSoak(questions, changing, server.port()), options.get(soak + 1));
            } else {
                questions.forEach(question -> measure(question.name(), question.path(), server.port()));
            }
        }
    }

    private static void check(List<HttpQuestion> questions, int port) throws IOException {
        try (KeepAliveClient client = new KeepAliveClient(port)) {
            for (HttpQuestion question : questions) {
                question.check(client, CHECKS);
            }
        }
        System.out.println("Every body is what the catalog answers in this process (" + CHECKS + " of each question)");
    }

    private static void soak(Catalog catalog, HttpSoak load, String minutes) throws InterruptedException {
        catalog.start();
        if (load.run(Duration.ofSeconds(Math.round(Double.parseDouble(minutes) * 60))) > 0) {
            System.exit(1);
        }
    }

    private static void measure(String name, IntFunction<String> path, int port) {
        load(path, port, 1);
        long[] alone = load(path, port, 1);
        long[] many = load(path, port, 16);
        System.out.printf(
                Locale.ROOT,
                "%-40s 1: %8.3f / %8.3f ms %,9.0f/s   16: %8.3f / %8.3f ms %,9.0f/s%n",
                name,
                at(alone, 50),
                at(alone, 99),
                alone.length / (double) TIME.toSeconds(),
                at(many, 50),
                at(many, 99),
                many.length / (double) TIME.toSeconds());
    }

    private static double at(long[] sorted, int percent) {
        return sorted[(int) ((sorted.length - 1) * (long) percent / 100)] / 1e6;
    }

    /** @return how long each answer took, sorted */
    private static long[] load(IntFunction<String> path, int port, int connections) {
        ExecutorService clients = Executors.newFixedThreadPool(connections);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                int first = i * 7919;
                running.add(clients.submit(() -> ask(path, port, first)));
            }
            List<long[]> all = new ArrayList<>();
            for (Future<long[]> client : running) {
                all.add(client.get());
            }
            return all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            clients.shutdownNow();
        }
    }

    private static long[] ask(IntFunction<String> path, int port, int first) throws IOException {
        long[] times = new long[1 << 16];
        int count = 0;
        try (KeepAliveClient client = new KeepAliveClient(port)) {
            long end = System.nanoTime() + TIME.toNanos();
            for (long start = System.nanoTime(); start < end; ) {
                client.skip(path.apply(first + count * 31));
                long now = System.nanoTime();
                times = count == times.length ? Arrays.copyOf(times, count * 2) : times;
                times[count++] = now - start;
                start = now;
            }
        }
        return Arrays.copyOf(times, count);
    }
}
