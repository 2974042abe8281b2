package dev.portalsdk.fakes;

import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * GitHub, or a GitLab, on loopback: repositories that Git clones, fetches and pushes over smart HTTP, the REST API that portals use, and the
 * raw service.
 *
 * <p>It plays a host: answers name {@code https://github.com/…} (or another host that it is told) as web address, while API, raw
 * service and Git are at its own address, as {@link #config()} and {@link #integrations()} say. What it does not know it
 * answers with 404 and a message that names the route. Every request is recorded.
 *
 * <p>Repositories are real bare Git repositories in a temporary directory, which {@link #close()} deletes. JGit opens them with
 * the configuration files of the user and the machine beneath their own; there is no way to keep it from that without changing
 * the whole process, so the settings that matter here are set in each repository. For the same reason the first repository of
 * a user who never ran JGit takes some 4 seconds: JGit measures the file system and notes the result in
 * {@code ~/.config/jgit/config}; after that it is 50 ms.
 *
 * <p>Starting the first forge sets the system property {@code sun.net.httpserver.nodelay} to true if nothing is said about it:
 * otherwise the JDK's server takes 40 ms for every answer. It has no effect on a server that was made before. Safe for use by
 * many threads.
 *
 * <pre>{@code
 * try (FakeForge forge = FakeForge.start()) {
 *     ForgeRepository web = forge.createRepository("acme/web", Map.of("catalog-info.yaml", yaml));
 *     UrlReader reader = UrlReaders.builder().integrations(forge.integrations()).build();
 *     reader.read(web.fileUrl("catalog-info.yaml"));
 * }
 * }</pre>
 */
public final class FakeForge implements AutoCloseable {
    private static final String NODELAY = "sun.net.httpserver.nodelay";

    private final HttpServer server;
    private final ExecutorService executor;
    private final String host;
    private final ForgeState state;
    private final ForgeServer answers;

    private FakeForge(Builder builder) throws IOException {
        if (System.getProperty(NODELAY) == null) {
            System.setProperty(NODELAY, "true");
        }
        this.host = builder.host;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "fake-forge");
            thread.setDaemon(true);
            return thread;
        });
        this.state = new ForgeState(
                Files.createTempDirectory("fake-forge"),
                "https://" + host,
                url(),
                Optional.ofNullable(builder.token),
                builder.login);
        this.answers = new ForgeServer(state, apiBaseUrl(), builder.maxListed);
        server.setExecutor(executor);
        server.createContext("/", answers);
        server.start();
    }

    /** Plays github.com, open to everyone. */
    public static FakeForge start() {
        return builder().start();
    }

    /** Starts the description of a forge. */
    public static Builder builder() {
        return new Builder();
    }

    /** Its own address, {@code http://127.0.0.1:PORT}: the base of clone URLs. */
    public String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** The root of the REST API. */
    public String apiBaseUrl() {
        return url() + "/api/v3";
    }

    /** The root of the raw service. */
    public String rawBaseUrl() {
        return url() + "/raw";
    }

    /** The host that it plays. */
    public String host() {
        return host;
    }

    /** The configuration under which a portal finds it: {@code integrations.github[0]}, with its token if it has one. */
    public Value.Obj config() {
        Value.Obj.Builder item = Value.Obj.builder()
                .put("host", host)
                .put("apiBaseUrl", apiBaseUrl())
                .put("rawBaseUrl", rawBaseUrl())
                .put("cloneBaseUrl", url());
        state.token().ifPresent(token -> item.put("token", token.reveal()));
        return Value.Obj.of("integrations", Value.Obj.of("github", Value.Arr.of(item.build())));
    }

    /** The integration under which a portal finds it, with its token if it has one. */
    public GitHubIntegration integration() {
        GitHubIntegration.Builder builder = GitHubIntegration.builder(host)
                .apiBaseUrl(apiBaseUrl())
                .rawBaseUrl(rawBaseUrl())
                .cloneBaseUrl(url());
        state.token().ifPresent(builder::token);
        return builder.build();
    }

    /**
     * The same forge as a GitLab, whose REST API (v4) it plays as far as projects and merge requests are made by it, with its token if it has one;
     * to be started as {@code host("gitlab.com")}.
     */
    public GitLabIntegration gitLabIntegration() {
        GitLabIntegration.Builder builder =
                GitLabIntegration.builder(host).baseUrl(url()).apiBaseUrl(url() + "/api/v4");
        state.token().ifPresent(builder::token);
        return builder.build();
    }

    /** The only integration of a portal that knows nothing else. */
    public Integrations integrations() {
        return Integrations.builder().add(integration()).build();
    }

    /** Makes a user, if there is none of that name. */
    public FakeForge user(String login) {
        state.account(login, false);
        return this;
    }

    /** Makes an organization, or a group of GitLab's such as {@code acme/backend}, if there is no account of that name. */
    public FakeForge organization(String login) {
        state.account(login, true);
        return this;
    }

    /**
     * Makes a repository with one commit of these texts on main; without any it is empty. An owner that is not there becomes an
     * organization. It is private if the forge has a token.
     *
     * @param slug {@code owner/name}
     * @throws IllegalArgumentException if it is none, or is there already
     */
    public ForgeRepository createRepository(String slug, Map<String, String> files) {
        ForgeRepository repository = createEmpty(slug);
        if (!files.isEmpty()) {
            repository.commit(files);
        }
        return repository;
    }

    /** Makes a repository as above, with one commit of the files below a directory, but for .git. */
    public ForgeRepository createRepository(String slug, Path directory) {
        ForgeRepository repository = createEmpty(slug);
        repository.commit(directory);
        return repository;
    }

    private ForgeRepository createEmpty(String slug) {
        if (!slug.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+")) {
            throw new IllegalArgumentException("\"" + slug + "\" is not owner/name");
        }
        String owner = slug.substring(0, slug.lastIndexOf('/'));
        state.account(owner, true);
        return state.create(
                        owner, slug.substring(owner.length() + 1), state.token().isPresent(), Optional.empty())
                .orElseThrow(() -> new IllegalArgumentException("there is a repository " + slug + " already"));
    }

    /** A repository, made by a test or through the API. */
    public Optional<ForgeRepository> repository(String slug) {
        int slash = slug.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : state.repository(slug.substring(0, slash), slug.substring(slash + 1));
    }

    /** Every request so far, in the order of the answers. */
    public List<RecordedRequest> requests() {
        return answers.requests();
    }

    /** Forgets the requests so far. */
    public void clearRequests() {
        answers.clearRequests();
    }

    /**
     * Answers the next request of this kind with an error in place of what it asks for.
     *
     * @param pathPart a part of the path, as in {@code /contents/}
     * @param headers of the answer, as in {@code Retry-After}
     */
    public void failNext(String method, String pathPart, int status, Map<String, String> headers) {
        answers.failNext(new ForgeServer.Failure(method, pathPart, status, Map.copyOf(headers)));
    }

    /**
     * Makes requests of a kind go wrong until {@link #heal()}.
     *
     * @param pathPart a part of the path, as in {@code /contents/}
     */
    public void fault(String pathPart, ForgeFault fault) {
        answers.faults().add(pathPart, fault);
    }

    /** Takes all faults away. */
    public void heal() {
        answers.faults().clear();
    }

    /**
     * Allows so many requests to the API in each window, as GitHub does: every answer says how many are left, and after the
     * last one there is only 403 until the window ends.
     */
    public void limitRequests(int requests, Duration window) {
        answers.faults().limit(requests, window);
    }

    /**
     * Registers a GitHub App, with a key made for it, and installs it at these owners. Its tokens are taken like the forge's
     * own.
     */
    public ForgeApp app(String... owners) {
        ForgeApp app = ForgeApp.installedAt(List.of(owners));
        state.app(app);
        return app;
    }

    /**
     * A member of an organization; both are made if need be.
     *
     * @param name as on the profile
     * @param email as on the profile
     */
    public FakeForge member(String organization, String login, String name, String email) {
        state.account(organization, true);
        state.organizations()
                .member(
                        organization,
                        new ForgeOrganizations.Member(
                                state.account(login, false).id(), login, name, email));
        return this;
    }

    /**
     * A team of an organization, which is made if need be.
     *
     * @param parent the slug of the team above it; empty for none
     * @param logins of those who belong to it themselves
     */
    public FakeForge team(String organization, String slug, String parent, String... logins) {
        state.account(organization, true);
        state.organizations().team(organization, new ForgeOrganizations.Team(slug, parent, List.of(logins)));
        return this;
    }

    /**
     * Renames a repository, or transfers it to another owner. As at GitHub, requests to API and Git that name it as before are redirected.
     *
     * @param slug {@code owner/name} as it is
     * @param next {@code owner/name} as it will be
     * @throws IllegalArgumentException if there is none, or one of that name already
     */
    public ForgeRepository moveRepository(String slug, String next) {
        ForgeRepository found =
                repository(slug).orElseThrow(() -> new IllegalArgumentException("there is no repository " + slug));
        int slash = next.lastIndexOf('/');
        if (!state.move(found, next.substring(0, slash), next.substring(slash + 1))) {
            throw new IllegalArgumentException("there is a repository " + next + " already");
        }
        return found;
    }

    /** Deletes a repository. @throws IllegalArgumentException if there is none */
    public void deleteRepository(String slug) {
        state.delete(
                repository(slug).orElseThrow(() -> new IllegalArgumentException("there is no repository " + slug)));
    }

    /** Stops answering and deletes the repositories. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        try {
            state.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Describes a forge; for one thread. */
    public static final class Builder {
        private String host = GitHubIntegration.PUBLIC_HOST;
        private String login = "portal";
        private int maxListed = 100_000;
        private @Nullable Secret token;

        private Builder() {}

        /** The host that it plays; github.com by default. */
        public Builder host(String name) {
            this.host = name;
            return this;
        }

        /**
         * The only token that it takes: as Bearer, or as password of any user. Without one it checks nothing; with one, writing
         * needs it, and so does reading a private repository.
         */
        public Builder token(String text) {
            this.token = Secret.of(text);
            return this;
        }

        /** The user whose token it is; {@code portal} by default. */
        public Builder login(String name) {
            this.login = name;
            return this;
        }

        /** After how many entries the API truncates the list of a tree; 100,000 by default, as GitHub. */
        public Builder maxListedEntries(int entries) {
            this.maxListed = entries;
            return this;
        }

        /** Starts it on a free port of the loopback interface. @throws UncheckedIOException if that cannot be done */
        public FakeForge start() {
            try {
                return new FakeForge(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
