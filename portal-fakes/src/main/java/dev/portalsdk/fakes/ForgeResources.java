package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.RefUpdate;

/**
 * The part of GitHub's REST API that makes and changes things of a repository which are no commits: pull requests, issues, hooks, workflow runs,
 * protection, and settings that are only kept.
 */
final class ForgeResources {
    /** Settings that are put as a whole and kept as they are. */
    private static final Pattern KEPT = Pattern.compile(
            "topics|subscription|collaborators/[^/]+|actions/oidc/customization/sub|actions/permissions/access|properties/values");

    private static final Pattern PROTECTION = Pattern.compile("branches/(.+)/protection(/required_signatures)?");
    private static final Pattern DISPATCH = Pattern.compile("actions/workflows/([^/]+)/dispatches");
    private static final Pattern PULL = Pattern.compile("pulls/(\\d+)(/requested_reviewers)?");
    private static final Pattern ISSUE = Pattern.compile("issues/(\\d+)(/assignees)?");
    private static final Pattern HOOK = Pattern.compile("hooks/(\\d+)");
    private static final Pattern SECRET = Pattern.compile("actions/secrets/([^/]+)");
    private static final Pattern REF = Pattern.compile("git/refs/heads/(.+)");

    private final ForgeState state;
    private final String base;

    ForgeResources(ForgeState state, String base) {
        this.state = state;
        this.base = base;
    }

    /** Answers a request below a repository; false if it is about something else. */
    boolean answer(ForgeExchange exchange, List<String> segments) throws IOException {
        Optional<List<String>> team = teamPath(segments);
        if (segments.size() < 4 || !(segments.get(0).equals("repos") || team.isPresent())) {
            return segments.size() == 3 && segments.get(0).equals("repos") && patch(exchange, segments);
        }
        List<String> path = team.orElse(segments);
        Optional<ForgeRepository> repository = state.repository(path.get(1), path.get(2));
        boolean stranger = state.token().isPresent() && exchange.credentials().isEmpty();
        if (repository.isEmpty() || stranger) {
            exchange.fail(stranger ? 401 : 404, stranger ? "Requires authentication" : "Not Found");
            return true;
        }
        return answer(exchange, repository.get(), String.join("/", path.subList(3, path.size())));
    }

    /** {@code orgs/o/teams/t/repos/o/r} as the setting {@code teams/t} of the repository. */
    private static Optional<List<String>> teamPath(List<String> segments) {
        boolean team = segments.size() == 7
                && segments.get(0).equals("orgs")
                && segments.get(2).equals("teams")
                && segments.get(4).equals("repos");
        return team
                ? Optional.of(List.of("repos", segments.get(5), segments.get(6), "collaborators", segments.get(3)))
                : Optional.empty();
    }

    private boolean patch(ForgeExchange exchange, List<String> segments) throws IOException {
        Optional<ForgeRepository> repository = state.repository(segments.get(1), segments.get(2));
        if (!exchange.method().equals("PATCH") || repository.isEmpty()) {
            return false;
        }
        repository.get().shelf().set("", exchange.json().orElse(Value.Obj.empty()));
        exchange.send(200, Value.Obj.of("full_name", repository.get().slug()));
        return true;
    }

    private boolean answer(ForgeExchange exchange, ForgeRepository repository, String path) throws IOException {
        String method = exchange.method();
        Value.Obj body = exchange.json().orElse(Value.Obj.empty());
        Matcher protection = PROTECTION.matcher(path);
        Matcher ref = REF.matcher(path);
        Matcher secret = SECRET.matcher(path);
        if (KEPT.matcher(path).matches() && (method.equals("PUT") || method.equals("PATCH"))) {
            repository.shelf().set(path, body);
            exchange.send(200, body);
        } else if (protection.matches()) {
            protect(exchange, repository, path, protection.group(1), body);
        } else if (path.equals("actions/variables") && method.equals("POST")) {
            addVariable(exchange, repository, body);
        } else if (secret.matches()) {
            secret(exchange, repository.secrets(), secret.group(1), body);
        } else if (ref.matches() && method.equals("DELETE")) {
            deleteBranch(exchange, repository, ref.group(1));
        } else {
            return things(exchange, repository, path, body);
        }
        return true;
    }

    private boolean things(ForgeExchange exchange, ForgeRepository repository, String path, Value.Obj body)
            throws IOException {
        String method = exchange.method();
        Matcher dispatch = DISPATCH.matcher(path);
        Matcher pull = PULL.matcher(path);
        Matcher issue = ISSUE.matcher(path);
        Matcher hook = HOOK.matcher(path);
        boolean collection = path.equals("pulls") || path.equals("issues") || path.equals("hooks");
        if (collection && method.equals("GET")) {
            exchange.send(200, Value.Arr.of(listed(exchange, repository, path)));
        } else if (path.equals("pulls") && method.equals("POST")) {
            openPull(exchange, repository, body);
        } else if (collection && method.equals("POST")) {
            create(exchange, repository, path, body);
        } else if (dispatch.matches() && method.equals("POST")) {
            dispatch(exchange, repository, dispatch.group(1), body);
        } else if (pull.matches()) {
            change(exchange, repository, "pulls", pull.group(1), body);
        } else if (issue.matches()) {
            boolean isPull =
                    repository.shelf().find("pulls", "number", issue.group(1)).isPresent();
            change(exchange, repository, isPull ? "pulls" : "issues", issue.group(1), body);
        } else if (hook.matches() && method.equals("DELETE")) {
            Optional<Value.Obj> found = repository.shelf().find("hooks", "id", hook.group(1));
            found.ifPresent(thing -> repository.shelf().remove("hooks", thing));
            exchange.sendNothing(found.isPresent() ? 204 : 404);
        } else {
            return false;
        }
        return true;
    }

    private static List<Value.Obj> listed(ForgeExchange exchange, ForgeRepository repository, String collection) {
        Optional<String> head = exchange.query("head");
        String wanted = exchange.query("state").orElse("open");
        return repository.shelf().all(collection).stream()
                .filter(thing -> head.isEmpty()
                        || thing.at("/head/label").flatMap(Value::asString).equals(head))
                .filter(thing -> wanted.equals("all")
                        || thing.string("state").isEmpty()
                        || thing.string("state").equals(Optional.of(wanted)))
                .toList();
    }

    private void protect(ForgeExchange exchange, ForgeRepository repository, String path, String branch, Value.Obj body)
            throws IOException {
        if (repository.tip(Constants.R_HEADS + branch).isEmpty()) {
            exchange.fail(404, "Branch not found");
        } else if (exchange.method().equals("DELETE")) {
            exchange.sendNothing(repository.shelf().unset(path) ? 204 : 404);
        } else if (exchange.method().equals("GET")) {
            Optional<Value> rules = repository.shelf().setting(path);
            exchange.send(
                    rules.isPresent() ? 200 : 404, rules.orElse(ForgeExchange.error(404, "Branch not protected")));
        } else {
            repository.shelf().set(path, body);
            exchange.send(200, body);
        }
    }

    private static void addVariable(ForgeExchange exchange, ForgeRepository repository, Value.Obj body)
            throws IOException {
        String name = body.string("name").orElse("");
        if (repository.shelf().find("variables", "name", name).isPresent()) {
            exchange.fail(409, "Already exists - Variable already exists");
        } else {
            repository.shelf().add("variables", body);
            exchange.send(201, Value.Obj.empty());
        }
    }

    private static void secret(ForgeExchange exchange, ForgeSecrets secrets, String name, Value.Obj body)
            throws IOException {
        if (exchange.method().equals("GET") && name.equals("public-key")) {
            exchange.send(200, secrets.publicKey());
            return;
        }
        boolean there = secrets.has(name);
        Optional<String> problem =
                exchange.method().equals("PUT") ? secrets.put(name, body) : Optional.of("FakeForge does not play this");
        if (problem.isPresent()) {
            exchange.fail(422, problem.get());
        } else {
            exchange.sendNothing(there ? 204 : 201);
        }
    }

    private static void deleteBranch(ForgeExchange exchange, ForgeRepository repository, String branch)
            throws IOException {
        if (repository.tip(Constants.R_HEADS + branch).isEmpty()) {
            exchange.fail(422, "Reference does not exist");
            return;
        }
        RefUpdate update = repository.git().updateRef(Constants.R_HEADS + branch);
        update.setForceUpdate(true);
        update.delete();
        exchange.sendNothing(204);
    }

    private void openPull(ForgeExchange exchange, ForgeRepository repository, Value.Obj body) throws IOException {
        String head = body.string("head").orElse("");
        String into = body.string("base").orElse("");
        String label = repository.owner() + ":" + head;
        boolean branches = repository.tip(Constants.R_HEADS + head).isPresent()
                && repository.tip(Constants.R_HEADS + into).isPresent();
        boolean open = repository.shelf().all("pulls").stream()
                .anyMatch(
                        pull -> pull.at("/head/label").flatMap(Value::asString).equals(Optional.of(label))
                                && pull.string("state").equals(Optional.of("open")));
        if (!branches || open) {
            String why = open ? "A pull request already exists for " + label + "." : "head or base is no branch";
            exchange.send(
                    422,
                    ForgeExchange.error(422, "Validation Failed")
                            .with("errors", Value.Arr.of(Value.Obj.of("message", why))));
            return;
        }
        Value.Obj places =
                Value.Obj.of("head", Value.Obj.of("ref", head, "label", label), "base", Value.Obj.of("ref", into));
        Value.Obj made = numbered(repository, "pulls", "pull", body);
        Value.Obj pull = made.with("head", places.get("head").orElseThrow())
                .with("base", places.get("base").orElseThrow());
        repository.shelf().add("pulls", pull);
        exchange.send(201, pull);
    }

    private void create(ForgeExchange exchange, ForgeRepository repository, String collection, Value.Obj body)
            throws IOException {
        Value.Obj made = numbered(repository, collection, collection, body);
        repository.shelf().add(collection, made);
        exchange.send(201, made);
    }

    private Value.Obj numbered(ForgeRepository repository, String collection, String page, Value.Obj body) {
        int number = repository.shelf().nextNumber();
        Value.Obj.Builder made = body.toBuilder()
                .put("id", number)
                .put("url", base + "/repos/" + repository.slug() + "/" + collection + "/" + number);
        return collection.equals("hooks")
                ? made.build()
                : made.put("number", number)
                        .put("html_url", repository.webUrl() + "/" + page + "/" + number)
                        .put("state", "open")
                        .build();
    }

    private void dispatch(ForgeExchange exchange, ForgeRepository repository, String workflow, Value.Obj body)
            throws IOException {
        int run = repository.shelf().nextNumber();
        repository.shelf().add("runs", body.with("workflow", Value.Str.of(workflow)));
        if (body.get("return_run_details").filter(Value.Bool.TRUE::equals).isEmpty()) {
            exchange.sendNothing(204);
            return;
        }
        exchange.send(
                200,
                Value.Obj.of(
                        "workflow_run_id",
                        run,
                        "run_url",
                        base + "/repos/" + repository.slug() + "/actions/runs/" + run,
                        "html_url",
                        repository.webUrl() + "/actions/runs/" + run));
    }

    private static void change(
            ForgeExchange exchange, ForgeRepository repository, String collection, String number, Value.Obj body)
            throws IOException {
        Optional<Value.Obj> found = repository.shelf().find(collection, "number", number);
        if (found.isEmpty()) {
            exchange.fail(404, "Not Found");
            return;
        }
        Value.Obj.Builder changed = found.get().toBuilder();
        body.forEach(changed::put);
        Value.Obj thing = changed.build();
        repository.shelf().replace(collection, found.get(), thing);
        exchange.send(exchange.method().equals("POST") ? 201 : 200, thing);
    }
}
