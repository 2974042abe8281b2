package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.yaml.StoredPlaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** A descriptor as it is kept. */
public final class DocumentText {
    private static final int HASH_BYTES = 18;

    private final String root;
    private final byte[] places;
    private final String version;
    private final String placesVersion;

    private DocumentText(String root, byte[] places) {
        this.root = root;
        this.places = places;
        this.version = hash(root);
        this.placesVersion = hash(places);
    }

    /** Its document as JSON. */
    public String root() {
        return root;
    }

    /** Where its keys and values stand. */
    public byte[] places() {
        return places.clone();
    }

    /** Tells documents apart. */
    public String version() {
        return version;
    }

    /** Tells places apart. */
    public String placesVersion() {
        return placesVersion;
    }

    static DocumentText of(EntityDescriptor descriptor) {
        return new DocumentText(descriptor.root().toJson(), StoredPlaces.write(descriptor));
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
