package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.jdk.JdkHttpServer;
import dev.portalsdk.model.EntityRef;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * The questions that Backstage was measured with, over HTTP on loopback: each by one keep-alive connection and by sixteen.
 *
 * <p>{@code HttpLoad DIR/all.yaml [--serve]}: with {@code --serve} the server of {@code 127.0.0.1:7007} stays, for {@code wrk}, and the paths to ask are printed. The clients are
 * in this process and share its processors; they do no more than read whole answers.
 */
final class HttpLoad {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final String API = "/api/catalog";

    private HttpLoad() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        boolean serve = args.length > 1 && args[1].equals("--serve");
        try (Catalog catalog = Catalog.builder()
                .location("file:" + Path.of(args[0]).toAbsolutePath())
                .allow(AllowRule.everything())
                .build()) {
            catalog.settle();
            System.out.println(catalog.queries().all().size() + " entities");
            Map<String, IntFunction<String>> questions = questions(catalog);
            try (JdkHttpServer server = JdkHttpServer.builder(
                            PortalHttp.builder().catalog(catalog).build())
                    .port(serve ? 7007 : 0)
                    .start()) {
                if (serve) {
                    questions.forEach((name, path) -> System.out.println(name + ": " + server.uri() + path.apply(0)));
                    Thread.currentThread().join();
                }
                questions.forEach((name, path) -> measure(name, path, server.port()));
            }
        }
    }

    private static Map<String, IntFunction<String>> questions(Catalog catalog) {
        List<EntityRef> refs = catalog.queries().all("kind=component").stream()
                .map(StitchedEntity::ref)
                .toList();
        List<String> owners = catalog.queries().all("kind=group").stream()
                .map(group -> group.ref().toString())
                .toList();
        Map<String, IntFunction<String>> questions = new LinkedHashMap<>();
        questions.put("by name", i -> {
            EntityRef ref = refs.get(i % refs.size());
            return API + "/entities/by-name/" + ref.kind() + "/" + ref.namespace() + "/" + ref.name();
        });
        questions.put(
                "filter by owner relation, 20 a page",
                i -> API + "/entities/by-query?limit=20&filter=relations.ownedBy=" + owners.get(i % owners.size()));
        questions.put(
                "sorted page of 20 components",
                i -> API + "/entities/by-query?limit=20&filter=kind=component&orderField=metadata.name,asc");
        questions.put(
                "full text",
                i -> API
                        + "/entities/by-query?limit=20&fullTextFilterFields=metadata.name&fullTextFilterTerm=component-"
                        + i % 1000);
        questions.put("facets of kind", i -> API + "/entity-facets?facet=kind");
        questions.put(
                "facets of type of components", i -> API + "/entity-facets?facet=spec.type&filter=kind=component");
        return questions;
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
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            OutputStream out = socket.getOutputStream();
            long end = System.nanoTime() + TIME.toNanos();
            for (long start = System.nanoTime(); start < end; ) {
                out.write(("GET " + path.apply(first + count * 31) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                in.skipNBytes(length(in));
                long now = System.nanoTime();
                times = count == times.length ? Arrays.copyOf(times, count * 2) : times;
                times[count++] = now - start;
                start = now;
            }
        }
        return Arrays.copyOf(times, count);
    }

    /** Reads the head of an answer. @return how long its body is */
    private static long length(InputStream in) throws IOException {
        String status = line(in);
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status);
        }
        long length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Long.parseLong(line.substring(15).strip());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("The server has hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
