package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.yaml.StoredPlaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A descriptor as it is kept.
 *
 * @param root its document as JSON
 * @param places where its keys and values stand
 * @param version tells documents apart
 * @param placesVersion tells places apart
 */
public record DocumentText(String root, byte[] places, String version, String placesVersion) {
    private static final int HASH_BYTES = 18;

    static DocumentText of(EntityDescriptor descriptor) {
        String root = descriptor.root().toJson();
        byte[] places = StoredPlaces.write(descriptor);
        return new DocumentText(root, places, hash(root), hash(places));
    }

    static String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** 144 bits of SHA-256, as nobody must be able to make two that are alike. */
    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, HASH_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
