package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.integration.GitHubApp;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Group for each team and a User for each member of GitHub organizations: {@code catalog.providers.githubOrg}.
 *
 * <p>As Backstage's GithubMultiOrgEntityProvider: with one organization groups are in the default namespace, with several each
 * is in that of its organization; users always are in the default one. A run that fails changes nothing. Safe for use by many
 * threads.
 */
public final class GitHubOrgProvider extends DiscoveryProvider {
    private static final String USER = "id login name bio avatarUrl %s organizationVerifiedDomainEmails(login: $org)";
    private static final String MEMBERS = "query members($org: String!, $first: Int!, $after: String) {"
            + " organization(login: $org) { membersWithRole(first: $first, after: $after) {"
            + " pageInfo { hasNextPage endCursor } nodes { " + USER + " } } } }";
    private static final String TEAM_MEMBERS =
            "members(first: %s, after: %s, membership: IMMEDIATE) { pageInfo { hasNextPage endCursor } nodes { login } }";
    private static final String TEAMS = "query teams($org: String!, $first: Int!, $after: String, $members: Int!) {"
            + " organization(login: $org) { teams(first: $first, after: $after) {"
            + " pageInfo { hasNextPage endCursor } nodes { slug combinedSlug name description avatarUrl editTeamUrl"
            + " parentTeam { slug } " + TEAM_MEMBERS.formatted("$members", "null") + " } } } }";
    private static final String ONE_TEAM =
            "query teamMembers($org: String!, $team: String!, $first: Int!, $after: String) {"
                    + " organization(login: $org) { team(slug: $team) { "
                    + TEAM_MEMBERS.formatted("$first", "$after") + " } } }";

    private final GitHubIntegration host;
    private final List<String> organizations;
    private final boolean excludeSuspended;
    private final OrgTransformer users;
    private final OrgTransformer teams;
    private final int teamPage;
    private final int memberPage;
    private final GitHubQuestions questions;
    private final GitHubOrgEntities entities;

    private GitHubOrgProvider(Builder builder) {
        super("github-org-provider:" + builder.id, Optional.ofNullable(builder.schedule));
        this.host = builder.gitHub();
        this.organizations = List.copyOf(builder.organizations);
        this.excludeSuspended = builder.excludeSuspended;
        this.users = builder.users;
        this.teams = builder.teams;
        this.teamPage = builder.teamPage;
        this.memberPage = builder.memberPage;
        this.questions = new GitHubQuestions(host, builder.connections);
        this.entities = new GitHubOrgEntities("https://" + host.host(), builder.verifiedEmails);
    }

    /**
     * Starts a provider.
     *
     * @param id its name is {@code github-org-provider:ID}
     */
    public static Builder builder(String id, HostConnections connections) {
        return new Builder(id, connections);
    }

    @Override
    void run(EntityProviderConnection catalog) throws IOException {
        Set<String> all = owners();
        Map<String, Value.Obj> people = new LinkedHashMap<>();
        Map<String, List<String>> groupsOf = new LinkedHashMap<>();
        List<ProvidedEntity> given = new ArrayList<>();
        for (String organization : all) {
            for (Value.Obj node : members(organization)) {
                people.putIfAbsent(lower(node.string("login").orElse("")), node);
            }
            Optional<String> namespace = all.size() > 1 ? Optional.of(lower(organization)) : Optional.empty();
            addTeams(organization, namespace, groupsOf, given);
        }
        people.forEach((login, node) ->
                OrgEntities.add(users, node, entities.user(node, groupsOf.getOrDefault(login, List.of())), given));
        catalog.apply(Mutation.full(given));
    }

    private void addTeams(
            String organization,
            Optional<String> namespace,
            Map<String, List<String>> groupsOf,
            List<ProvidedEntity> given)
            throws IOException {
        Value.Obj variables = Value.Obj.of("org", organization, "members", memberPage);
        for (Value.Obj node : questions.pages(organization, TEAMS, variables, teamPage, "/organization/teams")) {
            List<String> logins = teamMembers(organization, node);
            String slug = node.string("slug").orElse("");
            String ref = namespace.map(name -> name + "/" + slug).orElse(slug);
            for (String login : logins) {
                groupsOf.computeIfAbsent(lower(login), key -> new ArrayList<>()).add(ref);
            }
            OrgEntities.add(teams, node, entities.group(node, organization, namespace, logins), given);
        }
    }

    private Set<String> owners() throws IOException {
        Set<String> all = new LinkedHashSet<>(organizations);
        if (all.isEmpty()) {
            for (GitHubApp app : host.apps()) {
                all.addAll(questions.installations(app));
            }
        }
        return all;
    }

    /** With an app's token GitHub refuses the whole question if it asks for e-mail addresses. */
    private List<Value.Obj> members(String organization) throws IOException {
        String more = (host.apps().isEmpty() ? "email" : "") + (excludeSuspended ? " suspendedAt" : "");
        Value.Obj variables = Value.Obj.of("org", organization);
        return questions
                .pages(organization, MEMBERS.formatted(more), variables, memberPage, "/organization/membersWithRole")
                .stream()
                .filter(node -> !excludeSuspended || node.string("suspendedAt").isEmpty())
                .toList();
    }

    /** Those on the page that came with the team, or all of them if there are more. */
    private List<String> teamMembers(String organization, Value.Obj team) throws IOException {
        boolean more = team.at("/members/pageInfo/hasNextPage")
                .filter(Value.Bool.TRUE::equals)
                .isPresent();
        List<Value.Obj> nodes = new ArrayList<>();
        if (more) {
            Value.Obj variables = Value.Obj.of(
                    "org", organization, "team", team.string("slug").orElse(""));
            nodes.addAll(questions.pages(
                    organization, ONE_TEAM, variables, GitHubQuestions.MAX_PAGE, "/organization/team/members"));
        } else {
            team.at("/members/nodes")
                    .flatMap(Value::asArr)
                    .map(Value.Arr::values)
                    .orElse(List.of())
                    .forEach(node -> node.asObj().ifPresent(nodes::add));
        }
        return nodes.stream().flatMap(node -> node.string("login").stream()).toList();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name() + " of " + organizations;
    }

    /** Collects the settings of one provider; for one thread. */
    public static final class Builder {
        private final String id;
        private final HostConnections connections;
        private final List<String> organizations = new ArrayList<>();
        private String hostName = GitHubIntegration.PUBLIC_HOST;
        private boolean verifiedEmails;
        private boolean excludeSuspended;
        private OrgTransformer users = OrgTransformer.standard();
        private OrgTransformer teams = OrgTransformer.standard();
        private int teamPage = 25;
        private int memberPage = 50;
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

        /** An organization. Without any, all that installed an app of the integration are taken. */
        public Builder organization(String login) {
            organizations.add(Objects.requireNonNull(login));
            return this;
        }

        /** Takes the address that the organization has verified, instead of the public one. */
        public Builder useVerifiedEmails(boolean value) {
            this.verifiedEmails = value;
            return this;
        }

        /** Leaves suspended users out; only GitHub Enterprise servers know of them. */
        public Builder excludeSuspendedUsers(boolean value) {
            this.excludeSuspended = value;
            return this;
        }

        /** What becomes of users. */
        public Builder users(OrgTransformer transformer) {
            this.users = Objects.requireNonNull(transformer);
            return this;
        }

        /** What becomes of teams. */
        public Builder teams(OrgTransformer transformer) {
            this.teams = Objects.requireNonNull(transformer);
            return this;
        }

        /**
         * How many a request asks for; 25 teams and 50 members by default.
         *
         * @throws IllegalArgumentException if one is not 1..100
         */
        public Builder pageSizes(int ofTeams, int ofMembers) {
            if (Math.min(ofTeams, ofMembers) < 1 || Math.max(ofTeams, ofMembers) > GitHubQuestions.MAX_PAGE) {
                throw new IllegalArgumentException("a page has 1..100, not " + ofTeams + " and " + ofMembers);
            }
            this.teamPage = ofTeams;
            this.memberPage = ofMembers;
            return this;
        }

        /** When it runs; by default only when it is told to. */
        public Builder schedule(DiscoverySchedule times) {
            this.schedule = Objects.requireNonNull(times);
            return this;
        }

        private GitHubIntegration gitHub() {
            return DiscoveryProvider.host(
                    "github-org-provider:" + id, connections, hostName, GitHubIntegration.class, "github");
        }

        /** The provider. @throws IllegalStateException if the host is no GitHub, or there is neither organization nor app */
        public GitHubOrgProvider build() {
            if (organizations.isEmpty() && gitHub().apps().isEmpty()) {
                throw new IllegalStateException(
                        "github-org-provider:" + id + " needs organizations, or an app under" + " integrations.github");
            }
            return new GitHubOrgProvider(this);
        }
    }
}
