package dev.portalsdk.techdocs.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a site to its author while it is written: watches the source, renders what changed, and has the browsers that show
 * the site load it again. Serves whoever reaches the address it is given; choose the loopback.
 *
 * <pre>{@code
 * try (SitePreview preview = SitePreview.start(renderer, SiteSource.of(Path.of(".")), target, address, site -> report(site))) {
 *     System.out.println(preview.uri());
 *     …
 * }
 * }</pre>
 */
public final class SitePreview implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SitePreview.class);
    private static final String OWN = "/-/";
    private static final String RELOAD = "new EventSource(\"/-/events\").onmessage = () => location.reload();\n";
    private static final String TAG = "<script src=\"/-/reload.js\" defer></script>\n</body>";
    private static final long HEARTBEAT_MILLIS = 15_000;

    private final IncrementalSite site;
    private final Path target;
    private final Consumer<RenderedSite> listener;
    private final FolderWatch watch;
    private final HttpServer server;
    private final ExecutorService threads;
    private final Object changed = new Object();
    private long version;
    private boolean closed;

    private SitePreview(
            IncrementalSite site, Path source, Path target, InetSocketAddress address, Consumer<RenderedSite> listener)
            throws IOException {
        this.site = site;
        this.target = target;
        this.listener = listener;
        this.watch = new FolderWatch(source);
        this.server = HttpServer.create(address, 0);
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "site-preview");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Renders the site and starts to serve it.
     *
     * @param target as for {@link SiteRenderer#render(Path, Path)}; outside the source, or every run would start another
     * @param address where to serve; port 0 for any that is free
     * @param listener hears of every run, the first one included, in the thread that renders
     * @throws IOException if the source cannot be read, the target not be written or the address not be taken
     */
    public static SitePreview start(
            SiteRenderer renderer,
            SiteSource source,
            Path target,
            InetSocketAddress address,
            Consumer<RenderedSite> listener)
            throws IOException {
        SitePreview preview = new SitePreview(
                renderer.incremental(source, target), source.directory().toRealPath(), target, address, listener);
        try {
            listener.accept(preview.site.render());
            preview.server.setExecutor(preview.threads);
            preview.server.createContext("/", preview::answer);
            preview.server.start();
            preview.threads.execute(preview::watch);
            return preview;
        } catch (IOException | RuntimeException e) {
            preview.close();
            throw e;
        }
    }

    /** The address of the home page. */
    public URI uri() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : address.getHostString();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/");
    }

    private void watch() {
        try {
            while (true) {
                watch.await();
                renderAgain();
            }
        } catch (ClosedWatchServiceException e) {
            LOG.debug("The preview of {} has ended", target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("The source of {} cannot be watched any more", target, e);
        }
    }

    private void renderAgain() {
        try {
            listener.accept(site.render());
            synchronized (changed) {
                version++;
                changed.notifyAll();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("Rendering {} failed; it is tried again with the next change", target, e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(OWN + "events")) {
                sendEvents(exchange);
            } else if (path.equals(OWN + "reload.js")) {
                send(exchange, 200, "text/javascript; charset=utf-8", RELOAD.getBytes(StandardCharsets.UTF_8));
            } else {
                sendFile(exchange, path.substring(1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendFile(HttpExchange exchange, String path) throws IOException {
        Optional<Path> file = file(path.isEmpty() || path.endsWith("/") ? path + "index.html" : path);
        if (file.isEmpty() && file(path + "/index.html").isPresent()) {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().getRawPath() + "/");
            exchange.sendResponseHeaders(301, -1);
            return;
        }
        Path found = file.orElse(target.resolve("404.html"));
        byte[] content = Files.isRegularFile(found) ? Files.readAllBytes(found) : new byte[0];
        String type = MediaTypes.of(found.toString());
        if (type.startsWith("text/html")) {
            String page = new String(content, StandardCharsets.UTF_8);
            content = page.replace("</body>", TAG).getBytes(StandardCharsets.UTF_8);
        }
        send(exchange, file.isPresent() ? 200 : 404, type, content);
    }

    private Optional<Path> file(String path) {
        try {
            Path file = target.resolve(path).normalize();
            return file.startsWith(target) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }

    /** Server-sent events: one line whenever the site has changed. */
    private void sendEvents(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        synchronized (changed) {
            long seen = version;
            while (!closed) {
                out.write((version == seen ? ": waiting\n\n" : "data: " + version + "\n\n")
                        .getBytes(StandardCharsets.UTF_8));
                out.flush();
                seen = version;
                changed.wait(HEARTBEAT_MILLIS);
            }
        }
    }

    /** Ends the server and the watch; what was written stays. */
    @Override
    public void close() throws IOException {
        synchronized (changed) {
            closed = true;
            changed.notifyAll();
        }
        watch.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
