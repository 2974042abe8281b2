package dev.portalsdk.scaffolder.task;

import dev.portalsdk.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what a store must not be able to read: secrets of tasks, and outputs that hold them. AES-256-GCM with a random nonce; what was sealed for
 * one task does not open for another one. Immutable and safe for use by many threads.
 *
 * <pre>
 * TaskCipher cipher = TaskCipher.of(Secret.of(System.getenv("PORTAL_TASK_KEY")));   // openssl rand -base64 32
 * </pre>
 */
public final class TaskCipher {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKey> keys;
    private final String current;
    private final SecureRandom random = new SecureRandom();

    private TaskCipher(Map<String, SecretKey> keys, String current) {
        this.keys = Map.copyOf(keys);
        this.current = current;
    }

    /**
     * With keys of the host's.
     *
     * @param key 32 bytes in base64
     * @param former keys that were used before, so that what they sealed can still be opened
     * @throws IllegalArgumentException if a key is no such thing; the message does not show it
     */
    public static TaskCipher of(Secret key, Secret... former) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        String current = add(keys, decode(key));
        for (Secret old : former) {
            add(keys, decode(old));
        }
        return new TaskCipher(keys, current);
    }

    /** With a key that nobody knows and that is gone with this object. */
    public static TaskCipher ephemeral() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        return new TaskCipher(keys, add(keys, key));
    }

    private static byte[] decode(Secret key) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(key.reveal());
        } catch (IllegalArgumentException e) {
            bytes = new byte[0];
        }
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("A key for tasks must be " + KEY_BYTES
                    + " bytes in base64; make one with: openssl rand -base64 " + KEY_BYTES);
        }
        return bytes;
    }

    private static String add(Map<String, SecretKey> keys, byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            String id = HexFormat.of().formatHex(digest, 0, 4);
            keys.put(id, new SecretKeySpec(key, "AES"));
            return id;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Encrypts a text for a task. */
    public String seal(String taskId, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, current, taskId, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] whole = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return current + "." + Base64.getEncoder().encodeToString(whole);
        } catch (GeneralSecurityException e) {
            throw new TaskStoreException("A secret of the task " + taskId + " cannot be encrypted", e);
        }
    }

    /**
     * What {@link #seal} has made a text of.
     *
     * @throws TaskStoreException if the key is another one, or the text was changed or belongs to another task
     */
    public String open(String taskId, String sealed) {
        int dot = sealed.indexOf('.');
        String id = dot < 0 ? "" : sealed.substring(0, dot);
        if (!keys.containsKey(id)) {
            throw new TaskStoreException(
                    "The secrets of the task " + taskId
                            + " were encrypted with a key that is not there; give every node the same key, and former keys too");
        }
        try {
            byte[] whole = Base64.getDecoder().decode(sealed.substring(dot + 1));
            byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
            byte[] text = cipher(Cipher.DECRYPT_MODE, id, taskId, nonce)
                    .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new TaskStoreException(
                    "The secrets of the task " + taskId
                            + " cannot be decrypted: they were changed, or are another task's",
                    e);
        }
    }

    private Cipher cipher(int mode, String keyId, String taskId, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        SecretKey key = Optional.ofNullable(keys.get(keyId)).orElseThrow();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(taskId.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** Shows no key. */
    @Override
    public String toString() {
        return "TaskCipher[" + current + "]";
    }
}
