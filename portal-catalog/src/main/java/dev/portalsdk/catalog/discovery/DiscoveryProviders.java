package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.config.Config;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.Glob;
import dev.portalsdk.source.HostConnections;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The providers that {@code catalog.providers} describes. */
public final class DiscoveryProviders {
    private static final String ONE = "default";
    private static final Set<String> RELATIONS =
            new LinkedHashSet<>(List.of("DIRECT", "INHERITED", "DESCENDANTS", "SHARED_FROM_GROUPS"));

    private DiscoveryProviders() {}

    /**
     * Makes the providers of {@code catalog.providers.github}, {@code .githubOrg}, {@code .gitlab} (with {@code orgEnabled} two of
     * an entry) and {@code .git}, with the ids of the configuration; other keys are other modules'.
     *
     * @param connections of the same configuration, shared with the reader of the catalog
     * @throws dev.portalsdk.config.ConfigException if a value is missing or wrong
     */
    public static List<EntityProvider> of(Config config, HostConnections connections) {
        List<EntityProvider> providers = new ArrayList<>();
        Config gitHub = config.at("catalog.providers.github");
        // As Backstage: one provider may stand there without an id.
        boolean one = gitHub.value("organization").flatMap(Value::asString).isPresent()
                || gitHub.value("app").filter(app -> app.asObj().isEmpty()).isPresent();
        if (one) {
            providers.add(gitHub(ONE, gitHub, connections));
        } else {
            gitHub.keys().forEach(id -> providers.add(gitHub(id, gitHub.at(id), connections)));
        }
        for (Config org : orgs(config.at("catalog.providers"))) {
            providers.add(gitHubOrg(org, connections));
        }
        Config gitLab = config.at("catalog.providers.gitlab");
        for (String id : gitLab.keys()) {
            providers.add(gitLab(id, gitLab.at(id), connections));
            if (gitLab.at(id).bool("orgEnabled").orElse(false)) {
                providers.add(gitLabOrg(id, gitLab.at(id), connections));
            }
        }
        Config git = config.at("catalog.providers.git");
        git.keys().forEach(id -> providers.add(git(id, git.at(id), connections)));
        return List.copyOf(providers);
    }

    private static GitLabDiscovery gitLab(String id, Config config, HostConnections connections) {
        GitLabDiscovery.Builder builder = GitLabDiscovery.builder(id, connections);
        String host = config.requireString("host");
        if (connections.integrations().byHost(host, GitLabIntegration.class).isEmpty()) {
            throw config.invalid("host", "a host that is listed under integrations.gitlab");
        }
        builder.host(host);
        config.string("group").ifPresent(builder::group);
        config.string("branch").ifPresent(builder::branch);
        config.string("fallbackBranch").ifPresent(builder::fallbackBranch);
        config.string("entityFilename").ifPresent(builder::catalogPath);
        DiscoverySchedule.of(config).ifPresent(builder::schedule);
        return builder.projects(new GitLabDiscovery.Projects(
                        RepositoryFilters.expression(config, "projectPattern", text -> text),
                        Set.copyOf(config.strings("excludeRepos")),
                        Set.copyOf(config.strings("excludeGroups")),
                        !config.bool("skipForkedRepos").orElse(false),
                        config.bool("includeArchivedRepos").orElse(false),
                        config.bool("membership").orElse(false),
                        config.string("topics")
                                .map(text -> List.of(text.split("\\s*,\\s*")))
                                .orElse(List.of())))
                .build();
    }

    private static GitLabOrgProvider gitLabOrg(String id, Config config, HostConnections connections) {
        GitLabOrgProvider.Builder builder = GitLabOrgProvider.builder(id, connections);
        String host = config.requireString("host");
        String group = config.string("group").orElse("");
        boolean onlyOfGroup = config.bool("restrictUsersToGroup").orElse(false);
        if (group.isEmpty() && (onlyOfGroup || host.equals(GitLabIntegration.PUBLIC_HOST))) {
            throw config.missing("group", "the path of a group, whose members become users");
        }
        DiscoverySchedule.of(config).ifPresent(builder::schedule);
        return builder.host(host)
                .group(group)
                .selection(new GitLabOrgProvider.Selection(
                        patterns(config, "groupPattern"),
                        RepositoryFilters.expression(config, "userPattern", text -> text),
                        onlyOfGroup,
                        config.bool("includeUsersWithoutSeat").orElse(false),
                        relations(config)))
                .build();
    }

    /** As Backstage: one regular expression or a list of them, of which one is found. */
    private static Optional<Pattern> patterns(Config config, String key) {
        List<String> several = config.value(key).flatMap(Value::asArr).isPresent() ? config.strings(key) : List.of();
        if (several.isEmpty()) {
            return RepositoryFilters.expression(config, key, text -> text);
        }
        try {
            return Optional.of(Pattern.compile("(?:" + String.join(")|(?:", several) + ")"));
        } catch (PatternSyntaxException e) {
            throw config.invalid(key, "regular expressions");
        }
    }

    private static List<String> relations(Config config) {
        Set<String> relations = new LinkedHashSet<>(List.of("DIRECT"));
        if (config.bool("allowInherited").orElse(false)) {
            relations.add("INHERITED");
        }
        relations.addAll(config.strings("relations"));
        if (!RELATIONS.containsAll(relations)) {
            throw config.invalid("relations", "a list of " + String.join(", ", RELATIONS));
        }
        return List.copyOf(relations);
    }

    private static GitDiscovery git(String id, Config config, HostConnections connections) {
        List<String> repositories = config.strings("repositories");
        String path = config.string("catalogPath").orElse("catalog-info.yaml");
        for (int i = 0; i < repositories.size(); i++) {
            if (GitDiscovery.location(repositories.get(i), path, connections).isEmpty()) {
                throw config.invalid(
                        "repositories[" + i + "]", "a repository on a host that is listed under integrations");
            }
        }
        return GitDiscovery.of(id, repositories, path, DiscoverySchedule.of(config), connections);
    }

    /** As Backstage: one object or a list of them. */
    private static List<Config> orgs(Config providers) {
        boolean one = providers.value("githubOrg").flatMap(Value::asObj).isPresent();
        return one ? List.of(providers.at("githubOrg")) : providers.list("githubOrg");
    }

    private static GitHubOrgProvider gitHubOrg(Config config, HostConnections connections) {
        GitHubOrgProvider.Builder builder = GitHubOrgProvider.builder(config.requireString("id"), connections);
        String url = config.requireString("githubUrl");
        GitHubIntegration host = WebUrl.parse(url)
                .flatMap(web -> connections.integrations().byHost(web.hostAndPort(), GitHubIntegration.class))
                .orElseThrow(() ->
                        config.invalid("githubUrl", "the URL of a host that is listed under integrations.github"));
        builder.host(host.host());
        List<String> organizations = config.strings("orgs");
        if (organizations.isEmpty() && host.apps().isEmpty()) {
            throw config.missing("orgs", "organizations, or an app under integrations.github");
        }
        organizations.forEach(builder::organization);
        config.bool("defaultUserTransformer.useVerifiedEmails").ifPresent(builder::useVerifiedEmails);
        config.bool("excludeSuspendedUsers").ifPresent(builder::excludeSuspendedUsers);
        builder.pageSizes(
                pageSize(config, "pageSizes.teams", 25),
                pageSize(
                        config,
                        config.has("pageSizes.organizationMembers")
                                ? "pageSizes.organizationMembers"
                                : "pageSizes.teamMembers",
                        50));
        DiscoverySchedule.of(config).ifPresent(builder::schedule);
        return builder.build();
    }

    private static int pageSize(Config config, String key, int otherwise) {
        long size = config.number(key).orElse(otherwise);
        if (size < 1 || size > GitHubQuestions.MAX_PAGE) {
            throw config.invalid(key, "1..100");
        }
        return (int) size;
    }

    private static GitHubDiscovery gitHub(String id, Config config, HostConnections connections) {
        GitHubDiscovery.Builder builder = GitHubDiscovery.builder(id, connections);
        String host = config.string("host").orElse(GitHubIntegration.PUBLIC_HOST);
        if (connections.integrations().byHost(host, GitHubIntegration.class).isEmpty()) {
            throw config.invalid("host", "a host that is listed under integrations.github");
        }
        builder.host(host);
        Optional<String> organization = config.string("organization");
        Optional<String> app = config.value("app").map(value -> value.asString().orElseGet(value::toString));
        if (organization.isPresent() == app.isPresent()) {
            throw config.missing("organization", "either organization or app");
        }
        organization.ifPresent(builder::organization);
        app.ifPresent(builder::app);
        config.string("catalogPath").ifPresent(builder::catalogPath);
        boolean exist = config.bool("validateLocationsExist").orElse(false);
        if (exist && config.string("catalogPath").filter(Glob::isPattern).isPresent()) {
            throw config.invalid("catalogPath", "a path without wildcards, since validateLocationsExist is set");
        }
        if (config.has("pageSizes.repositories")) {
            builder.pageSize(pageSize(config, "pageSizes.repositories", GitHubQuestions.MAX_PAGE));
        }
        DiscoverySchedule.of(config).ifPresent(builder::schedule);
        return builder.validateLocationsExist(exist)
                .filters(RepositoryFilters.of(config))
                .build();
    }
}
