package dev.portalsdk.fakes;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Requests that go wrong as long as they are told to, and a limit on their number. */
final class ForgeFaults {
    private record Rule(String pathPart, ForgeFault fault) {}

    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private @Nullable Limit limit;

    /** So many requests in each window. */
    private static final class Limit {
        private final int requests;
        private final Duration window;
        private int left;
        private Instant resets = Instant.MIN;

        Limit(int requests, Duration window) {
            this.requests = requests;
            this.window = window;
        }
    }

    void add(String pathPart, ForgeFault fault) {
        rules.add(new Rule(pathPart, fault));
    }

    synchronized void limit(int requests, Duration window) {
        limit = new Limit(requests, window);
    }

    synchronized void clear() {
        rules.clear();
        limit = null;
    }

    /** Whether it has answered, so that nobody else must. */
    boolean answers(ForgeExchange exchange) throws IOException {
        if (exchange.rawPath().startsWith("/api/") && isOverLimit(exchange)) {
            exchange.fail(403, "API rate limit exceeded for installation.");
            return true;
        }
        for (Rule rule : rules) {
            if (exchange.rawPath().contains(rule.pathPart())) {
                return answer(exchange, rule.fault());
            }
        }
        return false;
    }

    private static boolean answer(ForgeExchange exchange, ForgeFault fault) throws IOException {
        if (fault instanceof ForgeFault.Slow slow) {
            sleep(slow.delay());
            return false;
        }
        if (fault instanceof ForgeFault.Status status) {
            status.headers().forEach(exchange::set);
            exchange.fail(status.status(), "told to fail");
        } else if (fault instanceof ForgeFault.Redirect redirect) {
            exchange.set("Location", redirect.location()).sendNothing(302);
        } else if (fault instanceof ForgeFault.Content content) {
            exchange.send(200, content.contentType(), content.bytes());
        } else {
            exchange.breakOff();
        }
        return true;
    }

    private static void sleep(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the forge is being closed", e);
        }
    }

    private synchronized boolean isOverLimit(ForgeExchange exchange) {
        if (limit == null) {
            return false;
        }
        if (!Instant.now().isBefore(limit.resets)) {
            limit.left = limit.requests;
            // GitHub tells the reset in whole seconds.
            limit.resets =
                    Instant.ofEpochSecond(Instant.now().plus(limit.window).getEpochSecond() + 1);
        }
        boolean over = limit.left == 0;
        limit.left = Math.max(0, limit.left - 1);
        Map.of(
                        "X-RateLimit-Limit", limit.requests,
                        "X-RateLimit-Remaining", limit.left,
                        "X-RateLimit-Reset", limit.resets.getEpochSecond())
                .forEach((name, value) -> exchange.set(name, value.toString()));
        return over;
    }
}
