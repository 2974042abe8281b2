package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;

/**
 * The questions of GitHub's GraphQL API that discovery asks: the repositories of an owner, repositories by their ids, members
 * and teams of an organization.
 *
 * <p>It does not read the query language: the fields named in a query tell which question it is, its variables the rest, and
 * all fields known here are answered whether asked for or not. Pages have at most 100 nodes, as GitHub's.
 */
final class ForgeGraphQl {
    private static final int MAX_PAGE = 100;

    private final ForgeState state;

    ForgeGraphQl(ForgeState state) {
        this.state = state;
    }

    void answer(ForgeExchange exchange) throws IOException {
        String query = exchange.json().flatMap(body -> body.string("query")).orElse("");
        Value.Obj variables =
                exchange.json().flatMap(body -> body.obj("variables")).orElse(Value.Obj.empty());
        if (query.contains("nodes(ids:")) {
            exchange.send(200, data("nodes", byIds(variables)));
        } else if (query.contains("repositories(")) {
            repositories(exchange, variables);
        } else if (query.contains("team(slug:")) {
            organization(exchange, variables, "team", this::oneTeam);
        } else if (query.contains("membersWithRole(")) {
            organization(exchange, variables, "membersWithRole", this::members);
        } else if (query.contains("teams(")) {
            organization(exchange, variables, "teams", this::teams);
        } else {
            exchange.send(200, errors("FakeForge does not know this question"));
        }
    }

    private static Value.Obj data(String key, Value value) {
        return Value.Obj.of("data", Value.Obj.of(key, value));
    }

    private static Value.Obj errors(String message) {
        Value.Obj error = Value.Obj.of("type", "NOT_FOUND", "message", message);
        return Value.Obj.of("data", Value.Null.NULL, "errors", Value.Arr.of(error));
    }

    private void repositories(ForgeExchange exchange, Value.Obj variables) throws IOException {
        String owner = variables.string("owner").orElse("");
        if (state.account(owner).isEmpty()) {
            exchange.send(200, errors("Could not resolve to a RepositoryOwner with the login of '" + owner + "'."));
            return;
        }
        List<ForgeRepository> all = state.repositories().stream()
                .filter(repository -> repository.owner().equalsIgnoreCase(owner))
                .toList();
        Value.Obj page = page(variables, all, repository -> describe(repository, variables));
        exchange.send(200, data("repositoryOwner", Value.Obj.of("repositories", page)));
    }

    private Value.Arr byIds(Value.Obj variables) {
        List<String> ids = variables.arr("ids").map(Value.Arr::strings).orElse(List.of());
        List<Value> found = new ArrayList<>();
        for (String id : ids) {
            found.add(state.repositories().stream()
                    .filter(repository -> id(repository).equals(id))
                    .findFirst()
                    .<Value>map(repository -> describe(repository, variables))
                    .orElse(Value.Null.NULL));
        }
        return Value.Arr.of(found);
    }

    private static String id(ForgeRepository repository) {
        return "R_"
                + Integer.toHexString(repository.slug().toLowerCase(Locale.ROOT).hashCode());
    }

    private static Value.Obj describe(ForgeRepository repository, Value.Obj variables) {
        Optional<String> tip = repository.commitOf(Constants.HEAD);
        Value.Obj.Builder node = Value.Obj.builder()
                .put("id", id(repository))
                .put("name", repository.name())
                .put("url", repository.webUrl())
                .put("isArchived", repository.archived())
                .put("isFork", repository.fork())
                .put("visibility", repository.isPrivate() ? "PRIVATE" : "PUBLIC")
                .put("repositoryTopics", Value.Obj.of("nodes", topics(repository)))
                .put(
                        "defaultBranchRef",
                        tip.<Value>map(oid -> Value.Obj.of(
                                        "name", repository.defaultBranch(), "target", Value.Obj.of("oid", oid)))
                                .orElse(Value.Null.NULL));
        variables.string("file").ifPresent(expression -> node.put("file", file(repository, expression)));
        return node.build();
    }

    private static Value.Arr topics(ForgeRepository repository) {
        return Value.Arr.of(repository.topics().stream()
                .map(topic -> Value.Obj.of("topic", Value.Obj.of("name", topic)))
                .toList());
    }

    private static Value file(ForgeRepository repository, String expression) {
        try {
            ObjectId id = repository.git().resolve(expression);
            if (id == null) {
                return Value.Null.NULL;
            }
            ObjectLoader blob = repository.git().open(id);
            if (blob.getType() != Constants.OBJ_BLOB) {
                return Value.Obj.of("__typename", "Tree", "oid", id.name());
            }
            return Value.Obj.builder()
                    .put("__typename", "Blob")
                    .put("oid", id.name())
                    .put("byteSize", blob.getSize())
                    .put("isTruncated", false)
                    .put("text", new String(blob.getBytes(), StandardCharsets.UTF_8))
                    .build();
        } catch (IOException | RuntimeException e) {
            return Value.Null.NULL;
        }
    }

    private interface Listing {
        Value.Obj page(String organization, Value.Obj variables);
    }

    private void organization(ForgeExchange exchange, Value.Obj variables, String field, Listing listing)
            throws IOException {
        String login = variables.string("org").orElse("");
        if (state.account(login).filter(ForgeState.Account::organization).isEmpty()) {
            exchange.send(200, errors("Could not resolve to an Organization with the login of '" + login + "'."));
        } else {
            exchange.send(200, data("organization", Value.Obj.of(field, listing.page(login, variables))));
        }
    }

    private Value.Obj members(String organization, Value.Obj variables) {
        return page(variables, state.organizations().members(organization), ForgeGraphQl::user);
    }

    private static Value.Obj user(ForgeOrganizations.Member member) {
        return Value.Obj.builder()
                .put("id", "U_" + member.id())
                .put("login", member.login())
                .put("name", member.name())
                .put("email", member.email())
                .put("bio", Value.Null.NULL)
                .put("avatarUrl", "https://avatars.example/u/" + member.id())
                .put("organizationVerifiedDomainEmails", Value.Arr.of(Value.Str.of(member.email())))
                .put("suspendedAt", Value.Null.NULL)
                .build();
    }

    private Value.Obj teams(String organization, Value.Obj variables) {
        Value.Obj members = Value.Obj.of("first", variables.get("members").orElse(Value.Num.of(MAX_PAGE)));
        return page(variables, state.organizations().teams(organization), team -> team(organization, members, team));
    }

    private Value.Obj oneTeam(String organization, Value.Obj variables) {
        return state.organizations().teams(organization).stream()
                .filter(team ->
                        variables.string("team").filter(team.slug()::equals).isPresent())
                .findFirst()
                .map(team -> team(organization, variables, team))
                .orElse(Value.Obj.empty());
    }

    private Value.Obj team(String organization, Value.Obj page, ForgeOrganizations.Team team) {
        List<ForgeOrganizations.Member> members = state.organizations().members(organization).stream()
                .filter(member -> team.logins().contains(member.login()))
                .toList();
        return Value.Obj.builder()
                .put("slug", team.slug())
                .put("combinedSlug", organization + "/" + team.slug())
                .put("name", team.slug().replace('-', ' '))
                .put("description", Value.Null.NULL)
                .put("avatarUrl", Value.Null.NULL)
                .put("editTeamUrl", state.webBase() + "/orgs/" + organization + "/teams/" + team.slug() + "/edit")
                .put("parentTeam", team.parent().isEmpty() ? Value.Null.NULL : Value.Obj.of("slug", team.parent()))
                .put("members", page(page, members, ForgeGraphQl::user))
                .build();
    }

    /** {@code first} and {@code after} are variables of these names; a cursor is the index of the last node, encoded. */
    private static <T> Value.Obj page(Value.Obj variables, List<T> all, Function<T, Value.Obj> describe) {
        int from = variables
                .string("after")
                .map(cursor -> Integer.parseInt(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8)))
                .orElse(0);
        long first = variables.get("first").orElse(Value.Null.NULL) instanceof Value.Num number
                ? number.longValue()
                : MAX_PAGE;
        int to = (int) Math.min(all.size(), from + Math.max(1, Math.min(MAX_PAGE, first)));
        String cursor = Base64.getEncoder().encodeToString(String.valueOf(to).getBytes(StandardCharsets.UTF_8));
        Value.Obj info = Value.Obj.of("hasNextPage", to < all.size(), "endCursor", cursor);
        return Value.Obj.of(
                "pageInfo",
                info,
                "nodes",
                Value.Arr.of(all.subList(from, to).stream().map(describe).toList()),
                "totalCount",
                all.size());
    }
}
