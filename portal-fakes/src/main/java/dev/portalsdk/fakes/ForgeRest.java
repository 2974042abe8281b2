package dev.portalsdk.fakes;

import dev.portalsdk.fakes.ForgeState.Account;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;

/**
 * The part of GitHub's REST API (version 2022-11-28) that portals use: paths, bodies and statuses as its reference has them.
 *
 * <p>Reading what exists needs no token unless the repository is private, which looks like a missing one; writing always needs
 * one if the forge has one.
 */
final class ForgeRest {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private final ForgeState state;
    private final String base;
    private final ForgeResources resources;
    private final List<Route> routes = new ArrayList<>();

    /** @param base the address of the API's root */
    ForgeRest(ForgeState state, ForgeContents contents, String base) {
        this.state = state;
        this.base = base;
        this.resources = new ForgeResources(state, base);
        writing("POST", "orgs/{org}/repos", this::createForOrganization);
        writing("POST", "user/repos", (exchange, names) -> create(exchange, state.self()));
        writing("DELETE", "repos/{owner}/{repo}", this::delete);
        route(
                "GET",
                "user",
                (exchange, names) -> requireToken(exchange, () -> exchange.send(200, account(state.self()))));
        ForgeApps apps = new ForgeApps(state);
        route("GET", "users/{name}/installation", apps::installation);
        route("GET", "app/installations", apps::installations);
        route("POST", "app/installations/{id}/access_tokens", apps::token);
        ForgeGraphQl graphQl = new ForgeGraphQl(state);
        writing("POST", "graphql", (exchange, names) -> graphQl.answer(exchange));
        route("GET", "users/{name}", this::account);
        route("GET", "orgs/{name}", this::account);
        route("GET", "orgs/{name}/repos", this::list);
        route("GET", "users/{name}/repos", this::list);
        onRepository("", (exchange, repository, rest) -> exchange.send(200, repository(repository)));
        onRepository("/branches", (exchange, repository, rest) -> exchange.send(200, contents.branches(repository)));
        onRepository("/branches/**", contents::branch);
        onRepository("/commits/**", contents::commit);
        onRepository("/contents", contents::contents);
        onRepository("/contents/**", contents::contents);
        onRepository("/git/trees/**", contents::tree);
        onRepository("/tarball", this::tarball);
        onRepository("/tarball/**", this::tarball);
    }

    @FunctionalInterface
    private interface Answer {
        void send(ForgeExchange exchange, List<String> names) throws IOException;
    }

    @FunctionalInterface
    interface OnRepository {
        void send(ForgeExchange exchange, ForgeRepository repository, String rest) throws IOException;
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws IOException;
    }

    private record Route(String method, List<String> path, Answer answer) {
        /** The parts in braces, and for two stars all that is left, joined by slashes; empty if it is another route. */
        Optional<List<String>> match(String asked, List<String> segments) {
            List<String> names = new ArrayList<>();
            boolean open = path.get(path.size() - 1).equals("**");
            int fixed = open ? path.size() - 1 : path.size();
            if (!asked.equals(method) || (open ? segments.size() <= fixed : segments.size() != fixed)) {
                return Optional.empty();
            }
            for (int i = 0; i < fixed; i++) {
                if (path.get(i).startsWith("{")) {
                    names.add(segments.get(i));
                } else if (!path.get(i).equals(segments.get(i))) {
                    return Optional.empty();
                }
            }
            names.add(open ? String.join("/", segments.subList(fixed, segments.size())) : "");
            return Optional.of(names);
        }
    }

    /** Answers a request; {@code segments} are those below the API's root. */
    void answer(ForgeExchange exchange, List<String> segments) throws IOException {
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        for (Route route : routes) {
            Optional<List<String>> names = route.match(method, segments);
            if (names.isPresent()) {
                route.answer().send(exchange, names.get());
                return;
            }
        }
        if (!resources.answer(exchange, segments)) {
            exchange.fail(404, "FakeForge does not play " + exchange.method() + " " + exchange.rawPath());
        }
    }

    private void route(String method, String path, Answer answer) {
        routes.add(new Route(method, List.of(path.split("/")), answer));
    }

    private void writing(String method, String path, Answer answer) {
        route(method, path, (exchange, names) -> requireToken(exchange, () -> answer.send(exchange, names)));
    }

    private void onRepository(String path, OnRepository answer) {
        route("GET", "repos/{owner}/{repo}" + path, (exchange, names) -> {
            Optional<ForgeRepository> repository =
                    state.repository(names.get(0), names.get(1)).filter(found -> mayRead(exchange, found));
            if (repository.isPresent()) {
                answer.send(exchange, repository.get(), names.get(2));
            } else {
                exchange.fail(404, "Not Found");
            }
        });
    }

    private boolean mayRead(ForgeExchange exchange, ForgeRepository repository) {
        return !repository.isPrivate() || !exchange.credentials().isEmpty();
    }

    /** A wrong token was refused before; here it only matters whether there is one. */
    private void requireToken(ForgeExchange exchange, Sending sending) throws IOException {
        if (state.token().isPresent() && exchange.credentials().isEmpty()) {
            exchange.fail(401, "Requires authentication");
        } else {
            sending.send();
        }
    }

    private void createForOrganization(ForgeExchange exchange, List<String> names) throws IOException {
        Optional<Account> owner = state.account(names.get(0)).filter(Account::organization);
        if (owner.isPresent()) {
            create(exchange, owner.get());
        } else {
            exchange.fail(404, "Not Found");
        }
    }

    private void create(ForgeExchange exchange, Account owner) throws IOException {
        Optional<Value.Obj> body = exchange.json();
        if (body.isEmpty()) {
            exchange.fail(400, "Problems parsing JSON");
            return;
        }
        String name = body.get().string("name").orElse("");
        if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
            refuse(exchange, "name is missing or not of letters, digits, '.', '_' and '-'");
            return;
        }
        boolean hidden =
                body.get().get("private").filter(Value.Bool.TRUE::equals).isPresent()
                        || body.get()
                                .string("visibility")
                                .filter(word -> !word.equals("public"))
                                .isPresent();
        Optional<ForgeRepository> created =
                state.create(owner.login(), name, hidden, body.get().string("description"));
        if (created.isEmpty()) {
            refuse(exchange, "name already exists on this account");
            return;
        }
        if (body.get().get("auto_init").filter(Value.Bool.TRUE::equals).isPresent()) {
            created.get().commit(Map.of("README.md", "# " + name + "\n"));
        }
        exchange.set("Location", base + "/repos/" + created.get().slug());
        exchange.send(201, repository(created.get()));
    }

    private static void refuse(ForgeExchange exchange, String message) throws IOException {
        Value.Obj error = Value.Obj.builder()
                .put("resource", "Repository")
                .put("code", "custom")
                .put("field", "name")
                .put("message", message)
                .build();
        exchange.send(
                422, ForgeExchange.error(422, "Repository creation failed.").with("errors", Value.Arr.of(error)));
    }

    private void delete(ForgeExchange exchange, List<String> names) throws IOException {
        Optional<ForgeRepository> repository = state.repository(names.get(0), names.get(1));
        if (repository.isEmpty()) {
            exchange.fail(404, "Not Found");
            return;
        }
        state.delete(repository.get());
        exchange.sendNothing(204);
    }

    private void account(ForgeExchange exchange, List<String> names) throws IOException {
        boolean onlyOrganizations = exchange.segments().contains("orgs");
        Optional<Account> found =
                state.account(names.get(0)).filter(account -> !onlyOrganizations || account.organization());
        if (found.isPresent()) {
            exchange.send(200, account(found.get()));
        } else {
            exchange.fail(404, "Not Found");
        }
    }

    /** Pages as GitHub: {@code per_page} 1..100, 30 by default, with a {@code Link} to the next. */
    private void list(ForgeExchange exchange, List<String> names) throws IOException {
        if (state.account(names.get(0)).isEmpty()) {
            exchange.fail(404, "Not Found");
            return;
        }
        int size = Math.max(1, Math.min(100, number(exchange, "per_page", 30)));
        int page = Math.max(1, number(exchange, "page", 1));
        List<Value.Obj> all = state.repositories().stream()
                .filter(repository -> repository.owner().equalsIgnoreCase(names.get(0)))
                .filter(repository -> mayRead(exchange, repository))
                .map(this::repository)
                .toList();
        int from = (int) Math.min(all.size(), (page - 1L) * size);
        int to = Math.min(all.size(), from + size);
        if (to < all.size()) {
            String path = base + "/"
                    + String.join(
                            "/",
                            exchange.segments().subList(2, exchange.segments().size()));
            exchange.set("Link", "<" + path + "?per_page=" + size + "&page=" + (page + 1) + ">; rel=\"next\"");
        }
        exchange.send(200, Value.Arr.of(all.subList(from, to)));
    }

    private static int number(ForgeExchange exchange, String name, int otherwise) {
        return exchange.query(name)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    private void tarball(ForgeExchange exchange, ForgeRepository repository, String ref) throws IOException {
        String root = base.replaceAll("/api/v3$", "");
        exchange.set(
                "Location",
                root + "/codeload/" + repository.slug() + "/legacy.tar.gz/" + (ref.isEmpty() ? Constants.HEAD : ref));
        exchange.sendNothing(302);
    }

    private Value.Obj account(Account account) {
        return Value.Obj.builder()
                .put("login", account.login())
                .put("id", account.id())
                .put("type", account.type())
                .put("url", base + "/users/" + account.login())
                .put("html_url", state.webBase() + "/" + account.login())
                .build();
    }

    Value.Obj repository(ForgeRepository repository) {
        Account owner = state.account(repository.owner()).orElseThrow();
        return Value.Obj.builder()
                .put("id", Math.abs((long) repository.slug().hashCode()))
                .put("name", repository.name())
                .put("full_name", repository.slug())
                .put("owner", account(owner))
                .put("private", repository.isPrivate())
                .put("visibility", repository.isPrivate() ? "private" : "public")
                .put("html_url", repository.webUrl())
                .put(
                        "description",
                        repository.description().<Value>map(Value.Str::of).orElse(Value.Null.NULL))
                .put("url", base + "/repos/" + repository.slug())
                .put("clone_url", repository.cloneUrl())
                .put("trees_url", base + "/repos/" + repository.slug() + "/git/trees{/sha}")
                .put("contents_url", base + "/repos/" + repository.slug() + "/contents/{+path}")
                .put("branches_url", base + "/repos/" + repository.slug() + "/branches{/branch}")
                .put("archive_url", base + "/repos/" + repository.slug() + "/{archive_format}{/ref}")
                .put("default_branch", repository.defaultBranch())
                .put("archived", repository.archived())
                .put("fork", repository.fork())
                .put("topics", Value.of(repository.topics()))
                .build();
    }
}
