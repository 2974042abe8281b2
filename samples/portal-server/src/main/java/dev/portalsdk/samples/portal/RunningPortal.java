package dev.portalsdk.samples.portal;

import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.config.Config;
import dev.portalsdk.http.jdk.JdkHttpServer;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A portal that is served, with everything that it stands on. Closing ends all of it. */
final class RunningPortal implements AutoCloseable {
    private static final int DEFAULT_PORT = 7007;
    /** The variable that names where data is kept; a directory that goes with the process if it is not set. */
    private static final String DATA = "PORTAL_DATA";

    private static final String BACKEND = "packages/backend";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Config config;
    private final PortalParts parts;
    private final JdkHttpServer server;

    private RunningPortal(Path directory, OptionalInt port, Map<String, String> given) throws IOException {
        try {
            boolean configured = Files.isRegularFile(directory.resolve("app-config.yaml"));
            Map<String, String> variables = variables(given);
            this.config =
                    configured ? configured(directory, variables) : ofDescriptors(variables.getOrDefault(DATA, ""));
            // Backstage runs in packages/backend: there its relative files are meant from.
            this.parts = open(
                    configured
                            ? PortalParts.of(config, directory.resolve(BACKEND))
                            : PortalParts.of(
                                    config,
                                    directory,
                                    builder -> builder.provider(DirectoryProvider.of("directory", directory)
                                            .watching())));
            this.server = open(serve(port));
            parts.catalog().start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts a portal.
     *
     * @param directory with an {@code app-config.yaml}, or of descriptors
     * @param port in place of the configured one
     * @param environment before the variables of this process
     * @throws dev.portalsdk.config.ConfigException if the configuration has mistakes
     * @throws IOException if the port or the data cannot be had
     */
    static RunningPortal start(Path directory, OptionalInt port, Map<String, String> environment) throws IOException {
        return new RunningPortal(directory, port, environment);
    }

    private Map<String, String> variables(Map<String, String> given) throws IOException {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.putAll(given);
        if (!variables.containsKey(DATA)) {
            variables.put(DATA, open(TemporaryDirectory.create()).path().toString());
        }
        return variables;
    }

    private Config configured(Path directory, Map<String, String> variables) throws IOException {
        Optional<String> repositories = read(directory, variables).string("demo.repositories");
        if (repositories.isEmpty()) {
            return read(directory, variables);
        }
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(open(DemoForge.start(directory.resolve(repositories.get()))).environment());
        return read(directory, all);
    }

    private static Config read(Path directory, Map<String, String> variables) {
        return Config.builder()
                .value("defaults", defaults(variables.getOrDefault(DATA, "")))
                .defaultFiles(directory)
                .environment(variables)
                .build();
    }

    /** What no file has to say. */
    private static Value.Obj defaults(String data) {
        Value.Obj local =
                Value.Obj.of("publishDirectory", Path.of(data, "techdocs").toString());
        return Value.Obj.of("techdocs", Value.Obj.of("publisher", Value.Obj.of("type", "local", "local", local)));
    }

    /** Somebody who only wants to look at some files configures nothing. */
    private static Config ofDescriptors(String data) {
        Value.Obj auth =
                Value.Obj.of("environment", "development", "providers", Value.Obj.of("guest", Value.Obj.empty()));
        List<String> kinds =
                List.of("Component", "System", "API", "Resource", "Location", "Template", "Group", "User", "Domain");
        Value.Obj catalog = Value.Obj.of("rules", List.of(Map.of("allow", kinds)));
        return Config.builder()
                .value("defaults", defaults(data))
                .value("portal-server", Value.Obj.of("auth", auth, "catalog", catalog))
                .build();
    }

    private JdkHttpServer serve(OptionalInt port) throws IOException {
        int wanted = port.orElse((int) config.number("backend.listen.port").orElse(DEFAULT_PORT));
        URI baseUrl = URI.create(config.string("backend.baseUrl").orElse("http://localhost:" + wanted));
        PortalWeb web = open(new PortalWeb(config, parts, baseUrl));
        Optional<String> host = config.string("backend.listen.host");
        InetSocketAddress address = host.isPresent()
                ? new InetSocketAddress(host.get(), wanted)
                : new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
        return JdkHttpServer.builder(web.handler()).address(address).start();
    }

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    Config config() {
        return config;
    }

    PortalParts parts() {
        return parts;
    }

    /** Where it answers. */
    URI uri() {
        return server.uri();
    }

    @Override
    public void close() throws IOException {
        Closing.all(opened);
    }

    /** A directory that goes when it is closed. */
    private record TemporaryDirectory(Path path) implements AutoCloseable {
        static TemporaryDirectory create() throws IOException {
            return new TemporaryDirectory(Files.createTempDirectory("portal"));
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
