package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives a Group for each group of a GitLab server, and a User for each of its users: {@code catalog.providers.gitlab.<id>} with
 * {@code orgEnabled}.
 *
 * <p>As Backstage's GitlabOrgDiscoveryEntityProvider, of which it takes the keys: on gitlab.com the users are the members of the group at the top, those
 * that take a seat; elsewhere all active users of the server. Bots and inactive users are left out, and so are groups without any of the users, but for
 * those above others (there, those are left out too). A run that fails changes nothing. Safe for use by many threads.
 */
public final class GitLabOrgProvider extends DiscoveryProvider {
    private static final Pattern TOKEN_BOT = Pattern.compile("^(?:project|group)_(\\w+)_bot_(\\w+)$");

    private final GitLabIntegration host;
    private final String group;
    private final Selection selection;
    private final OrgTransformer users;
    private final OrgTransformer groups;
    private final GitLabQuestions questions;
    private final GitLabOrgEntities entities;

    private GitLabOrgProvider(Builder builder) {
        super("gitlab-org-provider:" + builder.id, Optional.ofNullable(builder.schedule));
        this.host = builder.gitLab();
        this.group = builder.group;
        this.selection = builder.selection;
        this.users = builder.users;
        this.groups = builder.groups;
        this.questions = new GitLabQuestions(host, builder.connections, group);
        this.entities = new GitLabOrgEntities(host, group);
    }

    /**
     * Which groups and users are taken.
     *
     * @param groups found in the path of a group; absent for any
     * @param users found in the e-mail address of a user, or the user name if there is none; absent for any
     * @param onlyOfGroup whether only members of the group that is given are, not those of the one at the top or of the server
     * @param withoutSeat whether users of gitlab.com who take no seat are too
     * @param relations who counts as member of a group: {@code DIRECT}, {@code INHERITED}, {@code DESCENDANTS}, {@code SHARED_FROM_GROUPS}
     */
    public record Selection(
            Optional<Pattern> groups,
            Optional<Pattern> users,
            boolean onlyOfGroup,
            boolean withoutSeat,
            List<String> relations) {
        /** Copies the list. */
        public Selection {
            relations = List.copyOf(relations);
        }

        /** All groups and users; members are those of the group itself. */
        public static Selection all() {
            return new Selection(Optional.empty(), Optional.empty(), false, false, List.of("DIRECT"));
        }

        boolean takes(Value.Obj user) {
            String name = user.string("email")
                    .filter(email -> !email.isBlank())
                    .or(() -> user.string("username"))
                    .orElse("");
            return user.string("state").equals(Optional.of("active"))
                    && !user.get("bot").equals(Optional.of(Value.Bool.TRUE))
                    && users.filter(pattern -> !pattern.matcher(name).find()).isEmpty();
        }

        boolean takesGroup(String path) {
            return groups.filter(pattern -> !pattern.matcher(path).find()).isEmpty();
        }
    }

    /**
     * Starts a provider.
     *
     * @param id its name is {@code gitlab-org-provider:ID}
     */
    public static Builder builder(String id, HostConnections connections) {
        return new Builder(id, connections);
    }

    @Override
    void run(EntityProviderConnection catalog) throws IOException {
        Map<String, Value.Obj> people = new LinkedHashMap<>();
        for (Value.Obj user : listedUsers()) {
            user.string("username").filter(name -> selection.takes(user)).ifPresent(name -> people.put(name, user));
        }
        Map<Value, Value.Obj> byId = new LinkedHashMap<>();
        Map<String, List<Value.Obj>> groupsOf = new HashMap<>();
        Set<Value> peopled = new LinkedHashSet<>();
        for (Value.Obj listed : listedGroups()) {
            String path = listed.string("full_path").orElse("");
            Value id = listed.get("id").orElse(Value.Null.NULL);
            if (selection.takesGroup(path) && byId.putIfAbsent(id, listed) == null) {
                for (String member : questions.members(path, selection.relations())) {
                    if (people.containsKey(member)) {
                        groupsOf.computeIfAbsent(member, name -> new ArrayList<>())
                                .add(listed);
                        peopled.add(id);
                    }
                }
            }
        }
        catalog.apply(Mutation.full(given(people, groupsOf, byId, withParents(peopled, byId))));
    }

    private List<ProvidedEntity> given(
            Map<String, Value.Obj> people,
            Map<String, List<Value.Obj>> groupsOf,
            Map<Value, Value.Obj> byId,
            Set<Value> peopled) {
        List<ProvidedEntity> given = new ArrayList<>();
        people.forEach((name, user) ->
                OrgEntities.add(users, user, entities.user(user, groupsOf.getOrDefault(name, List.of())), given));
        byId.forEach((id, found) -> {
            if (peopled.contains(id)) {
                Optional<Value.Obj> parent = found.get("parent_id").map(byId::get);
                OrgEntities.add(groups, found, entities.group(found, parent), given);
            }
        });
        return given;
    }

    private static Set<Value> withParents(Set<Value> peopled, Map<Value, Value.Obj> byId) {
        Set<Value> all = new LinkedHashSet<>();
        for (Value id : peopled) {
            Optional<Value> next = Optional.of(id);
            while (next.isPresent() && byId.containsKey(next.get()) && all.add(next.get())) {
                next = Optional.ofNullable(byId.get(next.get())).flatMap(found -> found.get("parent_id"));
            }
        }
        return all;
    }

    private boolean isPublicHost() {
        return host.host().equals(GitLabIntegration.PUBLIC_HOST);
    }

    private List<Value.Obj> listedUsers() throws IOException {
        String page = "per_page=" + GitLabQuestions.PAGE;
        if (!isPublicHost() && !selection.onlyOfGroup()) {
            return questions.all("/users?active=true&without_project_bots=true&exclude_internal=true&" + page);
        }
        String of = selection.onlyOfGroup() ? group : group.replaceFirst("/.*", "");
        String members = GitLabQuestions.group(of) + "/members/all?" + page;
        return isPublicHost()
                ? questions.all(members + "&show_seat_info=true").stream()
                        .filter(this::hasSeat)
                        .toList()
                : questions.all(members);
    }

    private boolean hasSeat(Value.Obj user) {
        return selection.withoutSeat()
                ? !TOKEN_BOT.matcher(user.string("username").orElse("")).matches()
                : user.get("is_using_seat").equals(Optional.of(Value.Bool.TRUE));
    }

    private List<Value.Obj> listedGroups() throws IOException {
        String page = "per_page=" + GitLabQuestions.PAGE;
        if (group.isEmpty()) {
            return questions.all("/groups?all_available=true&" + page);
        }
        List<Value.Obj> found = new ArrayList<>();
        found.add(questions.one(GitLabQuestions.group(group)));
        found.addAll(questions.all(GitLabQuestions.group(group) + "/descendant_groups?" + page));
        return found;
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
        private Selection selection = Selection.all();
        private OrgTransformer users = OrgTransformer.standard();
        private OrgTransformer groups = OrgTransformer.standard();
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

        /** A group by its path, {@code acme/sub}: it and those below it are taken. By default all of the server, which gitlab.com does not allow. */
        public Builder group(String path) {
            this.group = path.replaceAll("^/+|/+$", "");
            return this;
        }

        /** Which groups and users are taken; all by default. */
        public Builder selection(Selection chosen) {
            this.selection = Objects.requireNonNull(chosen);
            return this;
        }

        /** What becomes of users: items as the REST API lists them, with {@code username}. */
        public Builder users(OrgTransformer transformer) {
            this.users = Objects.requireNonNull(transformer);
            return this;
        }

        /** What becomes of groups: items as the REST API lists them, with {@code full_path}. */
        public Builder groups(OrgTransformer transformer) {
            this.groups = Objects.requireNonNull(transformer);
            return this;
        }

        /** When it runs; by default only when it is told to. */
        public Builder schedule(DiscoverySchedule times) {
            this.schedule = Objects.requireNonNull(times);
            return this;
        }

        private GitLabIntegration gitLab() {
            return DiscoveryProvider.host(
                    "gitlab-org-provider:" + id, connections, hostName, GitLabIntegration.class, "gitlab");
        }

        /** The provider. @throws IllegalStateException if the host is no GitLab, or a group is needed and not given */
        public GitLabOrgProvider build() {
            boolean needsGroup = selection.onlyOfGroup() || gitLab().host().equals(GitLabIntegration.PUBLIC_HOST);
            if (needsGroup && group.isEmpty()) {
                throw new IllegalStateException("gitlab-org-provider:" + id + " needs a group");
            }
            return new GitLabOrgProvider(this);
        }
    }
}
