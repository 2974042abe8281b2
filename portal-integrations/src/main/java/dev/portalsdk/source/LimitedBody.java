package dev.portalsdk.source;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a response's body and breaks the connection off as soon as it passes a limit. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> collected = BodySubscribers.ofByteArray();
    private final long limit;
    private long received;
    private boolean broken;
    private Flow.@Nullable Subscription subscription;

    LimitedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return collected.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        collected.onSubscribe(newSubscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (broken) {
            return;
        }
        for (ByteBuffer buffer : buffers) {
            received += buffer.remaining();
        }
        if (received <= limit) {
            collected.onNext(buffers);
            return;
        }
        broken = true;
        if (subscription != null) {
            subscription.cancel();
        }
        collected.onError(new LimitPassed());
    }

    @Override
    public void onError(Throwable throwable) {
        collected.onError(throwable);
    }

    @Override
    public void onComplete() {
        if (!broken) {
            collected.onComplete();
        }
    }

    /** Told apart from failures of the connection. */
    static final class LimitPassed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LimitPassed() {
            super("limit passed", null, false, false);
        }
    }
}
