package dev.portalsdk.integration;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A GitHub App: it signs who it is, and gets a token for each organization that installed it.
 *
 * <p>GitHub's documentation, "Generating a JSON Web Token (JWT) for a GitHub App". Immutable.
 */
public final class GitHubApp {
    private static final Duration VALID = Duration.ofMinutes(9);
    private static final Duration CLOCK_DRIFT = Duration.ofMinutes(1);

    private final String appId;
    private final PrivateKey key;
    private final Set<String> owners;

    private GitHubApp(String appId, PrivateKey key, Set<String> owners) {
        this.appId = appId;
        this.key = key;
        this.owners = owners.stream().map(GitHubApp::lower).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * An app.
     *
     * @param appId the number that GitHub gave it
     * @param privateKey the PEM text that GitHub gave for it (PKCS #1), or PKCS #8; {@code \n} may stand for line breaks
     * @param allowedOwners the users and organizations whose installations are used; none means all
     * @throws IllegalArgumentException if the key is no RSA key in PEM; the message does not quote it
     */
    public static GitHubApp of(String appId, Secret privateKey, Set<String> allowedOwners) {
        return new GitHubApp(appId, parse(privateKey), allowedOwners);
    }

    /** Reads one item of {@code integrations.github[].apps}. */
    static GitHubApp of(Config config) {
        String appId = config.value("appId")
                .map(value -> value.asString().orElseGet(value::toString))
                .filter(text -> text.matches("\\d{1,18}|Iv[A-Za-z0-9.]{5,50}"))
                .orElseThrow(() -> config.missing("appId", "the number of a GitHub App"));
        Secret key = config.secret("privateKey").orElseThrow(() -> config.missing("privateKey", "a PEM text"));
        try {
            return of(appId, key, Set.copyOf(config.strings("allowedInstallationOwners")));
        } catch (IllegalArgumentException e) {
            throw config.invalid("privateKey", "an RSA key in PEM");
        }
    }

    private static PrivateKey parse(Secret pem) {
        String text = pem.reveal().replace("\\n", "\n");
        boolean old = text.contains("-----BEGIN RSA PRIVATE KEY-----");
        String base64 = text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(old ? Der.pkcs8(der) : der));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the private key is no RSA key in PEM");
        }
    }

    /** The number that GitHub gave it. */
    public String appId() {
        return appId;
    }

    /** Whether installations at this owner are used. */
    public boolean serves(String owner) {
        return owners.isEmpty() || owners.contains(lower(owner));
    }

    /** What proves who it is, for nine minutes. */
    public Secret token(Instant now) {
        long issued = now.minus(CLOCK_DRIFT).getEpochSecond();
        Value.Obj claims = Value.Obj.builder()
                .put("iat", issued)
                .put("exp", now.plus(VALID).getEpochSecond())
                .put("iss", appId)
                .build();
        String signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(claims.toJson());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return Secret.of(
                    signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs with RSA", e);
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "GitHub App " + appId;
    }
}
