package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.WebUrl;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * GET over HTTP with the rules of this package: every hop must be allowed, a credential goes only to the host it is for, and
 * time and size of the whole are limited.
 */
final class HttpFetch {
    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Supplier<HttpClient> client;
    private final Predicate<WebUrl> allowed;

    HttpFetch(Supplier<HttpClient> client, Predicate<WebUrl> allowed) {
        this.client = client;
        this.allowed = allowed;
    }

    /**
     * What to ask for.
     *
     * @param url the address asked
     * @param shown the address in messages and results, which the caller knows
     * @param token for the host of {@code url} only
     */
    record Request(
            WebUrl url, String shown, Map<String, String> headers, Optional<Secret> token, ReadOptions options) {}

    /** The last answer, whatever its status. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Answer(int status, HttpHeaders headers, byte[] body) {
        Optional<String> header(String name) {
            return headers.firstValue(name);
        }
    }

    /** Reads a file: a status other than 200 is an exception, a version that is there still {@link ReadResult.NotModified}. */
    ReadResult content(Request request) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        request.options().etag().ifPresent(etag -> Versions.addCondition(headers, etag));
        Answer answer = get(new Request(request.url(), request.shown(), headers, request.token(), request.options()));
        if (answer.status() == 304) {
            return new ReadResult.NotModified(request.options().etag());
        }
        requireSuccess(request, answer);
        String etag = Versions.of(answer);
        return request.options().etag().filter(etag::equals).isPresent()
                ? new ReadResult.NotModified(Optional.of(etag))
                : new ReadResult.Content(request.shown(), answer.body(), Optional.of(etag));
    }

    /** Follows redirects as long as they lead to places that may be read. */
    Answer get(Request request) throws IOException {
        Instant deadline = Instant.now().plus(request.options().timeout());
        WebUrl url = request.url();
        for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
            requireAllowed(request, url);
            Answer answer = exchange(request, url, Duration.between(Instant.now(), deadline));
            Optional<String> location = answer.header("location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            WebUrl next = url.resolve(location.get())
                    .orElseThrow(() ->
                            new SourceException(request.shown(), "it redirects to something that is no web address"));
            if (url.scheme().equals("https") && !next.scheme().equals("https")) {
                throw new NotAllowedException(request.shown(), "it redirects from https to http");
            }
            url = next;
        }
        throw new SourceException(request.shown(), "it redirects more than " + MAX_REDIRECTS + " times");
    }

    private void requireAllowed(Request request, WebUrl url) throws NotAllowedException {
        if (!allowed.test(url)) {
            String via = url.equals(request.url()) ? "" : "it redirects to " + url.hostAndPort() + ", and ";
            throw new NotAllowedException(request.shown(), via + notAllowed(url.hostAndPort()));
        }
    }

    static String notAllowed(String host) {
        return "reading from " + host + " is not allowed; add the host to backend.reading.allow, or configure it under"
                + " integrations";
    }

    private Answer exchange(Request request, WebUrl url, Duration left) throws IOException {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(url.withoutFragment().toUri()).header("User-Agent", "portal-sdk");
        request.headers().forEach(builder::header);
        if (url.sameOrigin(request.url())) {
            request.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token.reveal()));
        }
        CompletableFuture<HttpResponse<byte[]>> answer = client.get()
                .sendAsync(
                        builder.build(),
                        ignored -> new LimitedBody(request.options().maxFileBytes()));
        try {
            HttpResponse<byte[]> response = answer.get(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
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

    private static SourceException failure(Request request, WebUrl url, Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof LimitedBody.LimitPassed) {
                return new TooLargeException(
                        request.shown(),
                        "it is larger than " + request.options().maxFileBytes() + " bytes");
            }
        }
        return cause instanceof ConnectException
                ? new SourceException(request.shown(), "no connection to " + url.hostAndPort(), cause)
                : new SourceException(request.shown(), String.valueOf(cause.getMessage()), cause);
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
        boolean limited = status == 403
                && (answer.header("x-ratelimit-remaining").filter("0"::equals).isPresent()
                        || answer.header("retry-after").isPresent());
        if (status == 429 || limited) {
            throw new RateLimitedException(url, Versions.retryAfter(answer));
        }
        if (status == 401 || status == 403) {
            throw new CredentialsRejectedException(
                    url,
                    "the host answers " + status
                            + (request.token().isPresent() ? "; check the token" : "; configure a token"));
        }
        throw new SourceException(url, "the host answers " + status);
    }
}
