package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.Glob;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.SourceException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives one Location for each repository of a GitHub organization or user, or of all that installed an app:
 * {@code catalog.providers.github}.
 *
 * <p>As Backstage's GithubEntityProvider, of which it takes the keys. A run lists the repositories with the commit each is at,
 * 100 a request; of those that are new or at another commit it reads the descriptors, many a request, and has the catalog read
 * them again. A run that fails changes nothing. Safe for use by many threads.
 *
 * <pre>{@code
 * EntityProvider acme = GitHubDiscovery.builder("acme", connections).organization("acme")
 *     .schedule(DiscoverySchedule.every(Duration.ofMinutes(30))).build();
 * }</pre>
 */
public final class GitHubDiscovery extends DiscoveryProvider implements ScmEventListener {
    private final GitHubIntegration host;
    private final HostConnections connections;
    private final Optional<String> organization;
    private final Optional<String> app;
    private final String catalogPath;
    private final RepositoryFilters filters;
    private final boolean onlyExisting;
    private final int listingPage;
    private final int contentPage;
    private final GitHubQuestions questions;

    private GitHubDiscovery(Builder builder) {
        super("github-provider:" + builder.id, Optional.ofNullable(builder.schedule));
        this.host = builder.gitHub();
        this.connections = builder.connections;
        this.organization = Optional.ofNullable(builder.organization);
        this.app = Optional.ofNullable(builder.app);
        this.catalogPath = builder.catalogPath;
        this.filters = builder.filters;
        this.onlyExisting = builder.onlyExisting;
        this.listingPage = builder.pageSize == 0 ? GitHubQuestions.MAX_PAGE : builder.pageSize;
        this.contentPage = builder.pageSize == 0 ? Builder.CONTENT_PAGE : builder.pageSize;
        this.questions = new GitHubQuestions(host, connections);
    }

    /**
     * Starts a provider.
     *
     * @param id its name is {@code github-provider:ID}
     * @param connections shared with the reader of the catalog, so that what the listing says need not be read again
     */
    public static Builder builder(String id, HostConnections connections) {
        return new Builder(id, connections);
    }

    /** {@inheritDoc} What happens to a repository as a whole leads to a run. */
    @Override
    public void happened(ScmEvent event) {
        boolean concerned = event.addresses().stream()
                .flatMap(url -> host.parse(url).stream())
                .anyMatch(place -> organization
                        .filter(owner -> !owner.equalsIgnoreCase(place.owner()))
                        .isEmpty());
        if (concerned && (!(event instanceof ScmEvent.Pushed pushed) || pushed.addsOrRemoves(this::isCatalogPath))) {
            refreshSoon();
        }
    }

    private boolean isCatalogPath(String path) {
        return Glob.of(catalogPath).matches(path);
    }

    @Override
    void run(EntityProviderConnection catalog) throws IOException {
        SeenRevisions seen = SeenRevisions.load(catalog.memory());
        Map<LocationRef, String> now = new HashMap<>();
        List<ProvidedEntity> locations = new ArrayList<>();
        Set<LocationRef> changed = new LinkedHashSet<>();
        for (String owner : owners()) {
            List<DiscoveredRepository> taken = taken(owner);
            for (DiscoveredRepository repository : taken) {
                LocationRef location = location(repository);
                now.put(location, repository.tip().orElse(""));
                locations.add(DiscoveredLocations.of(location));
            }
            changed.addAll(changed(owner, taken, seen));
        }
        catalog.apply(Mutation.full(locations));
        changed.removeIf(location -> seen.of(location).isEmpty()); // What is new is read anyway.
        if (!changed.isEmpty()) {
            catalog.refresh(changed);
        }
        seen.save(now);
    }

    private Collection<String> owners() throws IOException {
        if (organization.isPresent()) {
            return List.of(organization.get());
        }
        String id = app.orElseThrow();
        return questions.installations(host.apps().stream()
                .filter(candidate -> candidate.appId().equals(id))
                .findFirst()
                .orElseThrow(() -> new SourceException(
                        "https://" + host.host(), "integrations.github lists no app " + id + " for this host")));
    }

    private List<DiscoveredRepository> taken(String owner) throws IOException {
        return questions.repositories(owner, file(), listingPage).stream()
                .filter(filters::take)
                .filter(repository -> !onlyExisting || repository.file().isPresent())
                .toList();
    }

    /** The file as Git names it; empty if the path is a pattern. */
    private Optional<String> file() {
        return Glob.isPattern(catalogPath)
                ? Optional.empty()
                : Optional.of(filters.branch().orElse("HEAD") + ":" + catalogPath);
    }

    /** Those that are at another commit than last time. Their files are read together, before the catalog asks for each. */
    private List<LocationRef> changed(String owner, List<DiscoveredRepository> taken, SeenRevisions seen)
            throws IOException {
        List<LocationRef> changed = new ArrayList<>();
        Map<String, LocationRef> byId = new HashMap<>();
        for (DiscoveredRepository repository : taken) {
            LocationRef location = location(repository);
            if (!seen.of(location).equals(Optional.of(repository.tip().orElse("")))) {
                connections.changed(repository.url());
                changed.add(location);
                repository.file().ifPresent(file -> byId.put(repository.id(), location));
            }
        }
        if (file().isPresent()) {
            for (DiscoveredRepository read :
                    questions.contents(owner, List.copyOf(byId.keySet()), file().get(), contentPage)) {
                offer(read, byId.get(read.id()));
            }
        }
        return changed;
    }

    private void offer(DiscoveredRepository read, @Nullable LocationRef location) {
        if (location != null && read.text().isPresent()) {
            connections.offer(location.target(), read.text().get().getBytes(StandardCharsets.UTF_8));
        }
    }

    private LocationRef location(DiscoveredRepository repository) {
        Optional<String> branch = filters.branch().or(repository::defaultBranch);
        String root = host.parse(repository.url())
                .map(place -> host.webUrl(
                        new ScmUrl(place.repository(), place.owner(), place.name(), ScmUrl.View.BLOB, branch, "")))
                .orElse(repository.url());
        // Not encoded as a path: a star must stay one.
        return new LocationRef("url", root + "/" + catalogPath);
    }

    @Override
    public String toString() {
        return name() + organization.map(owner -> " of " + owner).orElse("");
    }

    /** Collects the settings of one provider; for one thread. */
    public static final class Builder {
        /** As Backstage, since larger pages with contents pass GitHub's limits on resources. */
        private static final int CONTENT_PAGE = 25;

        private final String id;
        private final HostConnections connections;
        private String hostName = GitHubIntegration.PUBLIC_HOST;
        private String catalogPath = "catalog-info.yaml";
        private RepositoryFilters filters = RepositoryFilters.none();
        private boolean onlyExisting;
        private int pageSize;
        private @Nullable String organization;
        private @Nullable String app;
        private @Nullable DiscoverySchedule schedule;

        private Builder(String id, HostConnections connections) {
            this.id = Objects.requireNonNull(id);
            this.connections = Objects.requireNonNull(connections);
        }

        /** The host; github.com by default. It must be among the integrations of the connections. */
        public Builder host(String host) {
            this.hostName = host;
            return this;
        }

        /** The organization or user whose repositories are taken; this or {@link #app}. */
        public Builder organization(String login) {
            this.organization = Objects.requireNonNull(login);
            return this;
        }

        /** The id of an app of the integration: all who installed it are taken. */
        public Builder app(String appId) {
            this.app = Objects.requireNonNull(appId);
            return this;
        }

        /** Where descriptors are in a repository, also as a pattern ({@link Glob}); {@code /catalog-info.yaml} by default. */
        public Builder catalogPath(String path) {
            this.catalogPath = path.replaceFirst("^/+", "");
            return this;
        }

        /** Which repositories are taken; all but archived ones by default. */
        public Builder filters(RepositoryFilters chosen) {
            this.filters = Objects.requireNonNull(chosen);
            return this;
        }

        /** Whether repositories without the file are left out; the path must then be no pattern. By default they are not. */
        public Builder validateLocationsExist(boolean value) {
            this.onlyExisting = value;
            return this;
        }

        /**
         * How many repositories a request asks for; by default 100 to list them, and 25 with their contents.
         *
         * @throws IllegalArgumentException if it is not 1..100
         */
        public Builder pageSize(int repositories) {
            if (repositories < 1 || repositories > GitHubQuestions.MAX_PAGE) {
                throw new IllegalArgumentException("a page has 1..100 repositories, not " + repositories);
            }
            this.pageSize = repositories;
            return this;
        }

        /** When it runs; by default only when it is told to. */
        public Builder schedule(DiscoverySchedule times) {
            this.schedule = Objects.requireNonNull(times);
            return this;
        }

        private GitHubIntegration gitHub() {
            return DiscoveryProvider.host(
                    "github-provider:" + id, connections, hostName, GitHubIntegration.class, "github");
        }

        /**
         * The provider.
         *
         * @throws IllegalStateException if the host is no GitHub, neither or both of organization and app are given, or files are
         *     to exist at a pattern
         */
        public GitHubDiscovery build() {
            if ((organization == null) == (app == null)) {
                throw new IllegalStateException("github-provider:" + id + " needs an organization or an app, not both");
            }
            if (onlyExisting && Glob.isPattern(catalogPath)) {
                throw new IllegalStateException(
                        "github-provider:" + id + ": validateLocationsExist cannot be combined with"
                                + " a pattern in catalogPath, \"" + catalogPath + "\"");
            }
            return new GitHubDiscovery(this);
        }
    }
}
