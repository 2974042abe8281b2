package dev.portalsdk.fakes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** Takes the requests, checks what they carry, and hands them to the API, the raw service or Git. */
final class ForgeServer implements HttpHandler {
    private static final int MAX_JSON_BYTES = 1 << 20;
    private static final int MAX_PUSH_BYTES = 256 << 20;
    private static final Pattern SERVICE = Pattern.compile("/(info/refs|git-(upload|receive)-pack)$");

    private final ForgeState state;
    private final ForgeContents contents;
    private final ForgeRest rest;
    private final ForgeGitLab gitLab;
    private final ForgeGit git = new ForgeGit(MAX_PUSH_BYTES);
    private final ConcurrentLinkedQueue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
    private final ForgeFaults faults = new ForgeFaults();
    private final CopyOnWriteArrayList<Failure> failures = new CopyOnWriteArrayList<>();

    ForgeServer(ForgeState state, String apiBaseUrl, int maxListed) {
        this.state = state;
        this.contents = new ForgeContents(apiBaseUrl, maxListed);
        this.rest = new ForgeRest(state, contents, apiBaseUrl);
        this.gitLab = new ForgeGitLab(state);
    }

    List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    void clearRequests() {
        requests.clear();
    }

    void failNext(Failure failure) {
        failures.add(failure);
    }

    ForgeFaults faults() {
        return faults;
    }

    /** An answer in place of the next one of its kind. */
    record Failure(String method, String pathPart, int status, Map<String, String> headers) {
        boolean concerns(ForgeExchange exchange) {
            return exchange.method().equals(method) && exchange.rawPath().contains(pathPart);
        }
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        try (http) {
            boolean pack = http.getRequestURI().getRawPath().endsWith("/git-receive-pack");
            Optional<ForgeExchange> read = ForgeExchange.read(http, pack ? MAX_PUSH_BYTES : MAX_JSON_BYTES);
            if (read.isEmpty()) {
                // A client that is still writing when the connection closes does not see the answer.
                http.getRequestBody().readNBytes(MAX_PUSH_BYTES);
                http.sendResponseHeaders(413, -1);
                return;
            }
            ForgeExchange exchange = read.get();
            Optional<String> service = ForgeGit.service(exchange);
            exchange.beforeAnswer(() -> requests.add(exchange.recorded(service.isPresent())));
            try {
                route(exchange, service);
            } catch (RuntimeException e) {
                exchange.fail(500, e.toString());
            }
        }
    }

    private void route(ForgeExchange exchange, Optional<String> service) throws IOException {
        Optional<Failure> failure =
                failures.stream().filter(next -> next.concerns(exchange)).findFirst();
        List<String> segments = exchange.segments();
        String first = segments.isEmpty() ? "" : segments.get(0);
        if (failure.isPresent() && failures.remove(failure.get())) {
            failure.get().headers().forEach(exchange::set);
            exchange.fail(failure.get().status(), "told to fail");
        } else if (faults.answers(exchange)) {
            return;
        } else if (!goodCredentials(exchange)) {
            exchange.set("WWW-Authenticate", "Basic realm=\"FakeForge\"").fail(401, "Bad credentials");
        } else if (state.movedTo(exchange.rawPath()).isPresent()) {
            String query = exchange.rawQuery().isEmpty() ? "" : "?" + exchange.rawQuery();
            exchange.set("Location", state.movedTo(exchange.rawPath()).get() + query)
                    .fail(301, "Moved Permanently");
        } else if (service.isPresent() && segments.size() > 2) {
            git(exchange, service.get(), segments);
        } else if (first.equals("api") && segments.size() > 2 && segments.get(1).equals("v4")) {
            gitLab.answer(exchange, segments.subList(2, segments.size()));
        } else if (first.equals("api") && segments.size() > 2) {
            rest.answer(exchange, segments.subList(2, segments.size()));
        } else if (segments.equals(List.of("api", "graphql"))) {
            rest.answer(exchange, List.of("graphql"));
        } else if (first.equals("raw") && segments.size() > 4) {
            onRepository(
                    exchange, segments, found -> contents.raw(exchange, found, segments.subList(3, segments.size())));
        } else if (first.equals("codeload") && segments.size() > 4) {
            String ref = String.join("/", segments.subList(4, segments.size()));
            onRepository(exchange, segments, found -> contents.tarball(exchange, found, ref));
        } else {
            exchange.fail(404, "FakeForge does not play " + exchange.method() + " " + exchange.rawPath());
        }
    }

    private interface Answer {
        void send(ForgeRepository repository) throws IOException;
    }

    private void onRepository(ForgeExchange exchange, List<String> segments, Answer answer) throws IOException {
        Optional<ForgeRepository> repository = state.repository(segments.get(1), segments.get(2))
                .filter(found -> !found.isPrivate() || !exchange.credentials().isEmpty());
        if (repository.isPresent()) {
            answer.send(repository.get());
        } else {
            exchange.fail(404, "Not Found");
        }
    }

    /** As GitHub: a private repository and every push ask for credentials first, a missing one looks the same to strangers. */
    private void git(ForgeExchange exchange, String service, List<String> segments) throws IOException {
        Optional<ForgeRepository> repository = repositoryOf(segments);
        boolean stranger = (state.token().isPresent() || state.app().isPresent())
                && exchange.credentials().isEmpty();
        boolean open = repository.filter(found -> !found.isPrivate()).isPresent() && !ForgeGit.writes(service);
        if (stranger && !open) {
            exchange.set("WWW-Authenticate", "Basic realm=\"FakeForge\"").fail(401, "Requires authentication");
        } else if (repository.isEmpty()) {
            exchange.fail(404, "Repository not found.");
        } else {
            git.answer(exchange, repository.get(), service);
        }
    }

    /** Groups of GitLab's nest, so that the name is what comes last before the service. */
    private Optional<ForgeRepository> repositoryOf(List<String> segments) {
        String path = SERVICE.matcher(String.join("/", segments)).replaceFirst("");
        int slash = path.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : state.repository(path.substring(0, slash), path.substring(slash + 1));
    }

    /** No credentials are good until something needs some; wrong ones never are, unless there is no token to compare with. */
    private boolean goodCredentials(ForgeExchange exchange) {
        List<String> given = exchange.credentials();
        return given.isEmpty()
                || (state.token().isEmpty() && state.app().isEmpty())
                || state.token().filter(token -> given.contains(token.reveal())).isPresent()
                || state.app().filter(app -> app.knows(given)).isPresent();
    }
}
