package dev.portalsdk.http.jwt;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches what issuers publish: JSON of at most 1 MiB, within five seconds, from nowhere but where it was asked. */
final class IssuerDocuments {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int LARGEST = 1 << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @throws IOException if it cannot be fetched, or is no JSON object */
    Value.Obj get(URI address) throws IOException {
        HttpResponse<byte[]> answer = fetch(address);
        if (answer.statusCode() != 200) {
            throw new IOException(address + " was answered with status " + answer.statusCode());
        }
        try {
            return Value.parseJson(new String(answer.body(), StandardCharsets.UTF_8))
                    .asObj()
                    .orElseThrow(() -> new IOException(address + " is no JSON object"));
        } catch (IllegalArgumentException e) {
            throw new IOException(address + " cannot be read", e);
        }
    }

    private HttpResponse<byte[]> fetch(URI address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Accept", "application/json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, response -> new Limited());
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(address + " cannot be fetched", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(address + " was not answered within " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(address + " was not waited for", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Reads no more than the limit. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final HttpResponse.BodySubscriber<byte[]> bytes = HttpResponse.BodySubscribers.ofByteArray();
        private Flow.Subscription source = new Ended();
        private long received;

        @Override
        public CompletionStage<byte[]> getBody() {
            return bytes.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            source = subscription;
            bytes.onSubscribe(subscription);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
            if (received > LARGEST) {
                source.cancel();
                bytes.onError(new IOException("It has more than " + LARGEST + " bytes"));
            } else {
                bytes.onNext(buffers);
            }
        }

        @Override
        public void onError(Throwable failure) {
            bytes.onError(failure);
        }

        @Override
        public void onComplete() {
            bytes.onComplete();
        }
    }

    private static final class Ended implements Flow.Subscription {
        @Override
        public void request(long items) {}

        @Override
        public void cancel() {}
    }
}
