package dev.portalsdk.catalog.discovery;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Takes the webhooks of GitHub and GitLab, which a host's web server feeds to it, and tells what they say to providers.
 *
 * <p>Only what carries the secret counts: GitHub signs the body with it (HMAC-SHA256), GitLab sends it. A host without a secret
 * here is refused. Safe for use by many threads.
 *
 * <pre>{@code
 * EventReceiver receiver = EventReceiver.builder().gitHubSecret(secret).listener(refresh).listener(acme).build();
 * int status = receiver.receive(request.headers(), request.body()).status();
 * }</pre>
 */
public final class EventReceiver {
    /** GitHub sends at most 25 MB. */
    private static final int MAX_BYTES = 26 << 20;

    private final Optional<Secret> gitHub;
    private final Optional<Secret> gitLab;
    private final List<ScmEventListener> listeners;

    private EventReceiver(Builder builder) {
        this.gitHub = Optional.ofNullable(builder.gitHub);
        this.gitLab = Optional.ofNullable(builder.gitLab);
        this.listeners = List.copyOf(builder.listeners);
    }

    /** Starts a receiver that refuses everything. */
    public static Builder builder() {
        return new Builder();
    }

    /** What became of a webhook. */
    public enum Outcome {
        /** It was told to the listeners. */
        TAKEN(202),
        /** It says nothing that anybody here wants to know. */
        IGNORED(204),
        /** It is none, or cannot be understood. */
        MALFORMED(400),
        /** It does not carry the secret. */
        REFUSED(401),
        /** It is too long. */
        TOO_LARGE(413);

        private final int status;

        Outcome(int status) {
            this.status = status;
        }

        /** What to answer over HTTP. */
        public int status() {
            return status;
        }
    }

    /**
     * Takes a webhook.
     *
     * @param headers of the request; names in any case
     * @param body as it came, byte by byte: the signature is of these
     */
    public Outcome receive(Map<String, String> headers, byte[] body) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        Optional<String> gitHubEvent = Optional.ofNullable(byName.get("X-GitHub-Event"));
        Optional<String> gitLabEvent = Optional.ofNullable(byName.get("X-Gitlab-Event"));
        if (body.length > MAX_BYTES) {
            return Outcome.TOO_LARGE;
        }
        if (gitHubEvent.isEmpty() && gitLabEvent.isEmpty()) {
            return Outcome.MALFORMED;
        }
        boolean genuine = gitHubEvent.isPresent()
                ? isSigned(byName.getOrDefault("X-Hub-Signature-256", ""), body)
                : isToken(byName.getOrDefault("X-Gitlab-Token", ""));
        return genuine
                ? told(gitHubEvent, Optional.ofNullable(byName.get("X-Gitlab-Instance")), body)
                : Outcome.REFUSED;
    }

    private Outcome told(Optional<String> gitHubEvent, Optional<String> instance, byte[] body) {
        Optional<Value.Obj> payload = parse(body);
        if (payload.isEmpty()) {
            return Outcome.MALFORMED;
        }
        List<ScmEvent> events = gitHubEvent
                .map(kind -> WebhookPayloads.gitHub(kind.toLowerCase(Locale.ROOT), payload.get()))
                .orElseGet(() -> WebhookPayloads.gitLab(payload.get(), instance));
        events.forEach(event -> listeners.forEach(listener -> listener.happened(event)));
        return events.isEmpty() ? Outcome.IGNORED : Outcome.TAKEN;
    }

    private static Optional<Value.Obj> parse(byte[] body) {
        try {
            return Value.parseJson(new String(body, StandardCharsets.UTF_8)).asObj();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isSigned(String signature, byte[] body) {
        return gitHub.isPresent()
                && MessageDigest.isEqual(
                        ("sha256=" + hmac(gitHub.get(), body)).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isToken(String token) {
        return gitLab.isPresent()
                && MessageDigest.isEqual(
                        gitLab.get().reveal().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmac(Secret secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Collects secrets and listeners; for one thread. */
    public static final class Builder {
        private final List<ScmEventListener> listeners = new ArrayList<>();
        private @Nullable Secret gitHub;
        private @Nullable Secret gitLab;

        private Builder() {}

        /** The secret of GitHub's webhooks. */
        public Builder gitHubSecret(Secret secret) {
            this.gitHub = Objects.requireNonNull(secret);
            return this;
        }

        /** The secret token of GitLab's webhooks. */
        public Builder gitLabToken(Secret token) {
            this.gitLab = Objects.requireNonNull(token);
            return this;
        }

        /** Is told every event, in the order of these calls: {@link ScmEventRefresh} first, then discoveries. */
        public Builder listener(ScmEventListener listener) {
            listeners.add(Objects.requireNonNull(listener));
            return this;
        }

        /** The receiver. */
        public EventReceiver build() {
            return new EventReceiver(this);
        }
    }
}
