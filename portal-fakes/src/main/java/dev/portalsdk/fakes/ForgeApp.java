package dev.portalsdk.fakes;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubApp;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A GitHub App registered at a {@link FakeForge}: it has a key of its own and gives tokens for the owners it is installed at. */
public final class ForgeApp {
    private static final String ID = "4711";

    private final KeyPair keys;
    private final List<String> owners;
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();

    private ForgeApp(KeyPair keys, List<String> owners) {
        this.keys = keys;
        this.owners = owners;
    }

    static ForgeApp installedAt(List<String> owners) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return new ForgeApp(generator.generateKeyPair(), List.copyOf(owners));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** What a portal is configured with. */
    public GitHubApp credentials() {
        return GitHubApp.of(ID, Secret.of(privateKey()), Set.of());
    }

    /** The number for {@code integrations.github[].apps[].appId}. */
    public String appId() {
        return ID;
    }

    /** The key for {@code integrations.github[].apps[].privateKey}, in PEM. */
    public String privateKey() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** Takes back all tokens that it gave: they are refused from now on. */
    public void revokeTokens() {
        tokens.clear();
    }

    List<String> owners() {
        return owners;
    }

    /** The number of the installation at an owner, from 1. */
    Optional<Integer> installation(String owner) {
        for (int i = 0; i < owners.size(); i++) {
            if (owners.get(i).toLowerCase(Locale.ROOT).equals(owner.toLowerCase(Locale.ROOT))) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    String lend() {
        String token = "ghs_" + UUID.randomUUID();
        tokens.add(token);
        return token;
    }

    /** Whether one of these is a token that it lent, or proves to be the app itself. */
    boolean knows(List<String> given) {
        return given.stream().anyMatch(token -> tokens.contains(token) || isItself(token));
    }

    /** Whether a token is signed with its key. */
    boolean isItself(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
