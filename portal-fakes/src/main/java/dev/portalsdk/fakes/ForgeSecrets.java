package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.Pack;

/**
 * The secrets of a repository's workflows. They come as libsodium's {@code crypto_box_seal} makes them, and are opened: what was not meant for this
 * repository's key is refused. For many threads.
 *
 * <p>The only class that knows the artifact {@code org.bouncycastle:bcprov-jdk18on}, which need not be there unless secrets are set.
 */
final class ForgeSecrets {
    private static final Pattern NAME = Pattern.compile("(?!GITHUB_)[A-Z_][A-Z0-9_]*");
    private static final int KEY = 32;
    private static final int MAC = 16;
    private static final int NONCE = 24;
    /** "expand 32-byte k". */
    private static final int[] SALSA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private final byte[] privateKey;
    private final byte[] publicKey = new byte[KEY];
    private final Map<String, String> opened = new ConcurrentHashMap<>();

    private ForgeSecrets(byte[] privateKey) {
        this.privateKey = privateKey;
        X25519.generatePublicKey(privateKey, 0, publicKey, 0);
    }

    static ForgeSecrets withNewKey() {
        byte[] key = new byte[KEY];
        X25519.generatePrivateKey(new SecureRandom(), key);
        return new ForgeSecrets(key);
    }

    static ForgeSecrets withKey(byte[] privateKey) {
        return new ForgeSecrets(privateKey.clone());
    }

    /** {@code GET actions/secrets/public-key}. */
    Value.Obj publicKey() {
        return Value.Obj.of("key_id", keyId(), "key", Base64.getEncoder().encodeToString(publicKey));
    }

    private String keyId() {
        return String.valueOf(Integer.toUnsignedLong(Arrays.hashCode(publicKey)));
    }

    /** What a secret is; names are upper case. */
    Optional<String> secret(String name) {
        return Optional.ofNullable(opened.get(name));
    }

    /** {@code PUT actions/secrets/NAME}. @return what is wrong with it; empty if it was taken */
    synchronized Optional<String> put(String given, Value.Obj body) {
        String name = given.toUpperCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return Optional.of("Secret names can only contain alphanumeric characters or underscores");
        }
        Optional<String> text = body.string("key_id")
                .filter(keyId()::equals)
                .flatMap(known -> body.string("encrypted_value"))
                .flatMap(this::open);
        text.ifPresent(secret -> opened.put(name, secret));
        return text.isPresent() ? Optional.empty() : Optional.of("Bad request - Improperly encrypted secret");
    }

    /** Whether there is one of this name. */
    boolean has(String name) {
        return opened.containsKey(name.toUpperCase(Locale.ROOT));
    }

    /** The text in a box that was sealed for this key. */
    Optional<String> open(String base64) {
        byte[] box = Base64.getMimeDecoder().decode(base64);
        byte[] shared = new byte[KEY];
        if (box.length < KEY + MAC || !X25519.calculateAgreement(privateKey, 0, box, 0, shared, 0)) {
            return Optional.empty();
        }
        Blake2bDigest nonce = new Blake2bDigest(NONCE * Byte.SIZE);
        nonce.update(box, 0, KEY);
        nonce.update(publicKey, 0, KEY);
        byte[] iv = new byte[NONCE];
        nonce.doFinal(iv, 0);
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(false, new ParametersWithIV(new KeyParameter(hsalsa20(shared)), iv));
        byte[] macKey = new byte[KEY];
        cipher.processBytes(macKey, 0, KEY, macKey, 0);
        Poly1305 poly = new Poly1305();
        poly.init(new KeyParameter(macKey));
        poly.update(box, KEY + MAC, box.length - KEY - MAC);
        byte[] mac = new byte[MAC];
        poly.doFinal(mac, 0);
        if (!Arrays.equals(mac, Arrays.copyOfRange(box, KEY, KEY + MAC))) {
            return Optional.empty();
        }
        byte[] text = new byte[box.length - KEY - MAC];
        cipher.processBytes(box, KEY + MAC, text.length, text, 0);
        return Optional.of(new String(text, StandardCharsets.UTF_8));
    }

    /** Salsa20's block without the state that is added to it at the end. */
    private static byte[] hsalsa20(byte[] key) {
        int[] state = new int[16];
        for (int i = 0; i < SALSA.length; i++) {
            state[5 * i] = SALSA[i];
            state[1 + i] = Pack.littleEndianToInt(key, 4 * i);
            state[11 + i] = Pack.littleEndianToInt(key, 16 + 4 * i);
        }
        int[] block = new int[state.length];
        Salsa20Engine.salsaCore(20, state, block);
        int[] made = new int[KEY / Integer.BYTES];
        for (int i = 0; i < SALSA.length; i++) {
            made[i] = block[5 * i] - state[5 * i];
            made[SALSA.length + i] = block[6 + i] - state[6 + i];
        }
        return Pack.intToLittleEndian(made);
    }
}
