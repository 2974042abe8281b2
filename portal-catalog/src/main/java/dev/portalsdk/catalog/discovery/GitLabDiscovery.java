package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives one Location for each project of a GitLab group with its subgroups, or of a whole server:
 * {@code catalog.providers.gitlab}.
 *
 * <p>As Backstage's GitlabDiscoveryEntityProvider, of which it takes the keys. Unlike there, it does not ask for the file of
 * each project: a Location that leads nowhere says so nowhere. A project is read again when GitLab says that something
 * happened in it. A run that fails changes nothing. Safe for use by many threads.
 */
public final class GitLabDiscovery extends DiscoveryProvider implements ScmEventListener {
    private final GitLabIntegration host;
    private final HostConnections connections;
    private final String group;
    private final Optional<String> branch;
    private final String fallbackBranch;
    private final String catalogPath;
    private final Projects projects;
    private final GitLabQuestions questions;

    private GitLabDiscovery(Builder builder) {
        super("gitlab-discovery-provider:" + builder.id, Optional.ofNullable(builder.schedule));
        this.host = builder.gitLab();
        this.connections = builder.connections;
        this.group = builder.group;
        this.branch = Optional.ofNullable(builder.branch);
        this.fallbackBranch = builder.fallbackBranch;
        this.catalogPath = builder.catalogPath;
        this.projects = builder.projects;
        this.questions = new GitLabQuestions(host, connections, group);
    }

    /**
     * Which projects are taken.
     *
     * @param pattern found in the path of a project, {@code group/sub/name}; absent for any
     * @param excluded paths of projects that are not
     * @param excludedGroups paths of groups whose projects, also in their subgroups, are not
     * @param forks whether forks are, which they are by default
     * @param archived whether archived ones are, which they are not by default
     * @param onlyMine whether only those are that the token's user belongs to
     * @param topics of which a project must have all
     */
    public record Projects(
            Optional<Pattern> pattern,
            Set<String> excluded,
            Set<String> excludedGroups,
            boolean forks,
            boolean archived,
            boolean onlyMine,
            List<String> topics) {
        public Projects {
            excluded = Set.copyOf(excluded);
            excludedGroups = Set.copyOf(excludedGroups);
            topics = List.copyOf(topics);
        }

        /** All but archived ones. */
        public static Projects all() {
            return new Projects(Optional.empty(), Set.of(), Set.of(), true, false, false, List.of());
        }

        boolean take(Value.Obj project) {
            String path = project.string("path_with_namespace").orElse("");
            boolean isArchived =
                    project.get("archived").filter(Value.Bool.TRUE::equals).isPresent();
            return !path.isEmpty()
                    && (archived || !isArchived)
                    && (forks || project.obj("forked_from_project").isEmpty())
                    && !excluded.contains(path)
                    && excludedGroups.stream().noneMatch(parent -> path.startsWith(parent + "/"))
                    && pattern.filter(wanted -> !wanted.matcher(path).find()).isEmpty();
        }
    }

    /**
     * Starts a provider.
     *
     * @param id its name is {@code gitlab-discovery-provider:ID}
     * @param connections shared with the reader of the catalog
     */
    public static Builder builder(String id, HostConnections connections) {
        return new Builder(id, connections);
    }

    /** {@inheritDoc} What happens to a project as a whole leads to a run. */
    @Override
    public void happened(ScmEvent event) {
        boolean concerned = event.addresses().stream()
                .flatMap(url -> host.parse(url).stream())
                .anyMatch(place -> isInGroup(place.owner()));
        if (concerned && (!(event instanceof ScmEvent.Pushed pushed) || pushed.addsOrRemoves(catalogPath::equals))) {
            refreshSoon();
        }
    }

    private boolean isInGroup(String owner) {
        String path = owner.toLowerCase(Locale.ROOT) + "/";
        return group.isEmpty() || path.startsWith(group.toLowerCase(Locale.ROOT) + "/");
    }

    @Override
    void run(EntityProviderConnection catalog) throws IOException {
        SeenRevisions seen = SeenRevisions.load(catalog.memory());
        Map<LocationRef, String> now = new HashMap<>();
        List<ProvidedEntity> locations = new ArrayList<>();
        Set<LocationRef> changed = new LinkedHashSet<>();
        for (Value.Obj project : listed()) {
            Optional<LocationRef> location = projects.take(project) ? location(project) : Optional.empty();
            if (location.isPresent()) {
                String revision = revision(project);
                now.put(location.get(), revision);
                locations.add(DiscoveredLocations.of(location.get()));
                if (seen.of(location.get())
                        .filter(before -> !before.equals(revision))
                        .isPresent()) {
                    connections.changed(location.get().target());
                    changed.add(location.get());
                }
            }
        }
        catalog.apply(Mutation.full(locations));
        if (!changed.isEmpty()) {
            catalog.refresh(changed);
        }
        seen.save(now);
    }

    /** Also which project it is: another one may have taken the name of one that was moved. */
    private static String revision(Value.Obj project) {
        return project.get("id").orElse(Value.Null.NULL) + " "
                + project.string("last_activity_at").orElse("");
    }

    private List<Value.Obj> listed() throws IOException {
        String base = (group.isEmpty() ? "" : GitLabQuestions.group(group)) + "/projects";
        StringBuilder query =
                new StringBuilder("?per_page=" + GitLabQuestions.PAGE + "&order_by=id&sort=asc&pagination=keyset");
        query.append(group.isEmpty() ? "" : "&include_subgroups=true");
        query.append(projects.archived() ? "" : "&archived=false");
        query.append(projects.onlyMine() ? "&membership=true" : "");
        if (!projects.topics().isEmpty()) {
            query.append("&topic=")
                    .append(WebUrl.encodeSegment(String.join(",", projects.topics()))
                            .replace("&", "%26"));
        }
        return questions.all(base + query);
    }

    private Optional<LocationRef> location(Value.Obj project) {
        String ref = branch.or(() -> project.string("default_branch")).orElse(fallbackBranch);
        return project.string("web_url")
                .flatMap(host::parse)
                .map(place -> new LocationRef(
                        "url",
                        host.webUrl(new ScmUrl(
                                        place.repository(),
                                        place.owner(),
                                        place.name(),
                                        ScmUrl.View.BLOB,
                                        Optional.of(ref),
                                        ""))
                                + "/" + catalogPath));
    }

    @Override
    public String toString() {
        return name() + (group.isEmpty() ? "" : " of " + group);
    }

    /** Collects the settings of one provider; for one thread. */
    public static final class Builder {
        private final String id;
        private final HostConnections connections;
        private String hostName = GitLabIntegration.PUBLIC_HOST;
        private String group = "";
        private String fallbackBranch = "master";
        private String catalogPath = "catalog-info.yaml";
        private Projects projects = Projects.all();
        private @Nullable String branch;
        private @Nullable DiscoverySchedule schedule;

        private Builder(String id, HostConnections connections) {
            this.id = Objects.requireNonNull(id);
            this.connections = Objects.requireNonNull(connections);
        }

        /** The host; gitlab.com by default. It must be among the integrations of the connections. */
        public Builder host(String host) {
            this.hostName = host;
            return this;
        }

        /** A group by its path, {@code acme/sub}; the whole server by default. */
        public Builder group(String path) {
            this.group = path.replaceAll("^/+|/+$", "");
            return this;
        }

        /** The branch to read; each project's default branch by default. */
        public Builder branch(String name) {
            this.branch = Objects.requireNonNull(name);
            return this;
        }

        /** The branch to read where a project has no default one; {@code master} by default. */
        public Builder fallbackBranch(String name) {
            this.fallbackBranch = Objects.requireNonNull(name);
            return this;
        }

        /** Where descriptors are in a project, also as a pattern; {@code catalog-info.yaml} by default. */
        public Builder catalogPath(String path) {
            this.catalogPath = path.replaceFirst("^/+", "");
            return this;
        }

        /** Which projects are taken; all but archived ones by default. */
        public Builder projects(Projects chosen) {
            this.projects = Objects.requireNonNull(chosen);
            return this;
        }

        /** When it runs; by default only when it is told to. */
        public Builder schedule(DiscoverySchedule times) {
            this.schedule = Objects.requireNonNull(times);
            return this;
        }

        private GitLabIntegration gitLab() {
            return DiscoveryProvider.host(
                    "gitlab-discovery-provider:" + id, connections, hostName, GitLabIntegration.class, "gitlab");
        }

        /** The provider. @throws IllegalStateException if the host is no GitLab */
        public GitLabDiscovery build() {
            return new GitLabDiscovery(this);
        }
    }
}
