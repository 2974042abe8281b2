package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * HTTP with the rules of this package: every hop must be allowed, a credential goes only to the host it is for, time and size
 * of the whole are limited, hosts that ask to wait are waited for, and what passes by itself is tried again.
 */
final class HttpFetch {
    private static final int MAX_MESSAGE = 300;
    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Supplier<HttpClient> client;
    private final ReadRules rules;
    private final RequestBudgets budgets;
    private final Retries retries;
    private final Pause pause;

    HttpFetch(Supplier<HttpClient> client, ReadRules rules, RequestBudgets budgets, Retries retries, Pause pause) {
        this.client = client;
        this.rules = rules;
        this.budgets = budgets;
        this.retries = retries;
        this.pause = pause;
    }

    /**
     * What to ask for.
     *
     * @param url the address asked
     * @param shown the address in messages and results, which the caller knows
     * @param token for the host of {@code url} only
     * @param body a text to send; a request with one is not redirected
     * @param repeatable whether sending it twice does no harm
     */
    record Request(
            String method,
            WebUrl url,
            String shown,
            Map<String, String> headers,
            Optional<Secret> token,
            Optional<String> body,
            boolean repeatable,
            ReadOptions options) {
        static Request get(
                WebUrl url, String shown, Map<String, String> headers, Optional<Secret> token, ReadOptions options) {
            return new Request("GET", url, shown, headers, token, Optional.empty(), true, options);
        }

        Request withHeaders(Map<String, String> others) {
            return new Request(method, url, shown, others, token, body, repeatable, options);
        }
    }

    /** The last answer, whatever its status. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, HttpHeaders headers, byte[] body) {
        Optional<String> header(String name) {
            return headers.firstValue(name);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** What GitHub and GitLab say of a mistake, in words. */
        Optional<String> message() {
            try {
                return Value.parseJson(text())
                        .at("/message")
                        .map(value -> value.asString().orElseGet(value::toJson))
                        .map(words -> words.substring(0, Math.min(words.length(), MAX_MESSAGE)));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** GitHub answers its limits with 403 too; the secondary ones are told only in words. */
        boolean isRateLimited() {
            return status == 429
                    || (status == 403
                            && (header("retry-after").isPresent()
                                    || saysNothingIsLeft()
                                    || text().toLowerCase(Locale.ROOT).contains("rate limit")));
        }

        boolean saysNothingIsLeft() {
            return header("x-ratelimit-remaining")
                    .or(() -> header("ratelimit-remaining"))
                    .filter("0"::equals)
                    .isPresent();
        }
    }

    /** Reads the body of a good answer. */
    @FunctionalInterface
    interface BodyReader<T> {
        T read(InputStream body) throws IOException;
    }

    /** A fault of the connection: it may work the next time. */
    static final class BrokenConnectionException extends SourceException {
        private static final long serialVersionUID = 1L;

        BrokenConnectionException(String url, String reason, Throwable cause) {
            super(url, reason, cause);
        }
    }

    private record Reply<T>(Answer answer, Optional<T> read) {}

    @FunctionalInterface
    private interface Attempt<T> {
        Reply<T> run() throws IOException;
    }

    /** Reads a file: a status other than 200 is an exception, a version that is there still {@link ReadResult.NotModified}. */
    ReadResult content(Request request) throws IOException {
        Answer answer = get(conditional(request));
        if (answer.status() == 304) {
            return new ReadResult.NotModified(request.options().etag());
        }
        requireSuccess(request, answer);
        String etag = Versions.of(answer);
        return request.options().etag().filter(etag::equals).isPresent()
                ? new ReadResult.NotModified(Optional.of(etag))
                : new ReadResult.Content(request.shown(), answer.body(), Optional.of(etag));
    }

    static Request conditional(Request request) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        request.options().etag().ifPresent(etag -> Versions.addCondition(headers, etag));
        return request.withHeaders(headers);
    }

    /** Sends a request and follows redirects as long as they lead to places that may be read. */
    Answer get(Request request) throws IOException {
        long limit = request.options().maxFileBytes();
        return retrying(request, () -> {
                    HttpResponse<byte[]> response = follow(request, ignored -> new LimitedBody(limit));
                    return new Reply<byte[]>(answer(response, response.body()), Optional.empty());
                })
                .answer();
    }

    private static Answer answer(HttpResponse<?> response, byte[] body) {
        return new Answer(response.statusCode(), response.headers(), body);
    }

    /**
     * Reads an answer of any size as it comes, within ten times the time of one read.
     *
     * @throws SourceException if the status is not 200, or the reader fails
     */
    <T> T stream(Request request, BodyReader<T> reader) throws IOException {
        Reply<T> reply = retrying(request, () -> {
            HttpResponse<InputStream> response = follow(request, HttpFetch.streamIfGood(request));
            try (InputStream body = response.body()) {
                return response.statusCode() == 200
                        ? new Reply<T>(answer(response, new byte[0]), Optional.of(within(request, body, reader)))
                        : new Reply<T>(answer(response, body.readAllBytes()), Optional.empty());
            }
        });
        requireSuccess(request, reply.answer());
        return reply.read().orElseThrow();
    }

    private static BodyHandler<InputStream> streamIfGood(Request request) {
        return info -> info.statusCode() == 200
                ? BodySubscribers.ofInputStream()
                : BodySubscribers.mapping(
                        new LimitedBody(request.options().maxFileBytes()), bytes -> new ByteArrayInputStream(bytes));
    }

    private static <T> T within(Request request, InputStream body, BodyReader<T> reader) throws IOException {
        Duration limit = request.options().timeout().multipliedBy(10);
        CompletableFuture<Boolean> finished = new CompletableFuture<>();
        CompletableFuture<Boolean> late = finished.copy()
                .completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((isLate, failure) -> {
                    if (Boolean.TRUE.equals(isLate)) {
                        close(body);
                    }
                });
        try {
            return reader.read(body);
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            if (late.getNow(false)) {
                throw new SourceException(request.shown(), "no whole answer within " + limit, e);
            }
            throw new BrokenConnectionException(request.shown(), "the answer broke off: " + e.getMessage(), e);
        } finally {
            finished.complete(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // It is given up anyway.
        }
    }

    private <T> Reply<T> retrying(Request request, Attempt<T> attempt) throws IOException {
        RequestBudgets.Key key = RequestBudgets.Key.of(request.url(), request.token());
        Duration patience = request.options().maxWait();
        for (int made = 1; ; made++) {
            patience = patience.minus(budgets.await(key, request.shown(), patience));
            Optional<Duration> next = request.repeatable() ? retries.pause(made) : Optional.empty();
            try {
                Reply<T> reply = attempt.run();
                if (next.isEmpty() || !Retries.passes(reply.answer())) {
                    return reply;
                }
            } catch (BrokenConnectionException e) {
                if (next.isEmpty() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            pause.sleep(next.get(), request.shown());
        }
    }

    private <T> HttpResponse<T> follow(Request request, BodyHandler<T> handler) throws IOException {
        Instant deadline = Instant.now().plus(request.options().timeout());
        WebUrl url = request.url();
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            rules.require(
                    request.shown(),
                    url,
                    url.equals(request.url()) ? "" : "it redirects to " + url.hostAndPort() + ", and ");
            HttpResponse<T> response = exchange(request, url, Duration.between(Instant.now(), deadline), handler);
            boolean own = url.sameOrigin(request.url());
            budgets.note(
                    RequestBudgets.Key.of(url, own ? request.token() : Optional.empty()),
                    answer(response, new byte[0]));
            Optional<String> location = response.headers().firstValue("location");
            if (!REDIRECTS.contains(response.statusCode())
                    || location.isEmpty()
                    || request.body().isPresent()) {
                return response;
            }
            url = next(request, url, location.get());
        }
        throw new SourceException(request.shown(), "it redirects more than " + MAX_REDIRECTS + " times");
    }

    private static WebUrl next(Request request, WebUrl url, String location) throws SourceException {
        WebUrl next = url.resolve(location)
                .orElseThrow(
                        () -> new SourceException(request.shown(), "it redirects to something that is no web address"));
        if (url.scheme().equals("https") && !next.scheme().equals("https")) {
            throw new NotAllowedException(request.shown(), "it redirects from https to http");
        }
        return next;
    }

    private <T> HttpResponse<T> exchange(Request request, WebUrl url, Duration left, BodyHandler<T> handler)
            throws IOException {
        CompletableFuture<HttpResponse<T>> answer = client.get().sendAsync(httpRequest(request, url), handler);
        try {
            return answer.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SourceException(
                    request.shown(),
                    "no whole answer within " + request.options().timeout(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + request.shown());
        } catch (ExecutionException e) {
            throw failure(request, url, e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static HttpRequest httpRequest(Request request, WebUrl url) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        url.withoutFragment().toUri())
                .header("User-Agent", "portal-sdk")
                .method(
                        request.method(),
                        request.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        request.headers().forEach(builder::header);
        if (url.sameOrigin(request.url())) {
            request.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token.reveal()));
        }
        return builder.build();
    }

    private static SourceException failure(Request request, WebUrl url, Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof LimitedBody.LimitPassed) {
                return new TooLargeException(
                        request.shown(),
                        "it is larger than " + request.options().maxFileBytes() + " bytes");
            }
        }
        String reason = cause instanceof ConnectException
                ? "no connection to " + url.hostAndPort()
                : String.valueOf(cause.getMessage());
        return new BrokenConnectionException(request.shown(), reason, cause);
    }

    /** @throws SourceException of the type that says what the status means, if it is not 200 */
    static void requireSuccess(Request request, Answer answer) throws SourceException {
        String url = request.shown();
        int status = answer.status();
        if (status == 200) {
            return;
        }
        if (status == 404 || status == 410) {
            throw new NotFoundException(
                    url,
                    request.token().isPresent()
                            ? "not found, or the token may not see it"
                            : "not found, or it wants a token");
        }
        if (answer.isRateLimited()) {
            throw new RateLimitedException(url, Versions.retryAfter(answer, Clock.systemUTC()));
        }
        if (status == 401 || status == 403) {
            throw new CredentialsRejectedException(
                    url,
                    "the host answers " + status
                            + (request.token().isPresent() ? "; check the token" : "; configure a token"));
        }
        String said = answer.message().map(text -> ": " + text).orElse("");
        throw new SourceException(url, "the host answers " + status + said);
    }
}
