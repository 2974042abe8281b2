package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.scaffolder.ScaffolderException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.Pack;

/**
 * Texts that only the owner of a key can read, as libsodium's {@code crypto_box_seal} makes them: X25519 with a key pair for this text alone,
 * XSalsa20-Poly1305, and a nonce that is the BLAKE2b hash of both public keys. GitHub takes secrets in no other form.
 *
 * <p>The only class that knows the artifact {@code org.bouncycastle:bcprov-jdk18on}, which need not be there; {@link RepositorySettings#check} looks.
 */
final class SealedBox {
    private static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 24;
    private static final int MAC_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedBox() {}

    /**
     * Seals a text.
     *
     * @param publicKey of whom it is for
     * @return the public key of this text, its authenticator, and the text itself
     * @throws ScaffolderException if the key is none
     */
    static byte[] seal(byte[] publicKey, byte[] text) {
        byte[] ephemeral = new byte[KEY_BYTES];
        X25519.generatePrivateKey(RANDOM, ephemeral);
        byte[] shared = new byte[KEY_BYTES];
        if (publicKey.length != KEY_BYTES || !X25519.calculateAgreement(ephemeral, 0, publicKey, 0, shared, 0)) {
            throw new ScaffolderException("The key that secrets are to be encrypted with is no key of X25519");
        }
        byte[] box = new byte[KEY_BYTES + MAC_BYTES + text.length];
        X25519.generatePublicKey(ephemeral, 0, box, 0);
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(BoxKey.of(shared)), nonce(box, publicKey)));
        byte[] authenticatorKey = new byte[KEY_BYTES];
        cipher.processBytes(authenticatorKey, 0, KEY_BYTES, authenticatorKey, 0); // the first bytes of the key stream
        cipher.processBytes(text, 0, text.length, box, KEY_BYTES + MAC_BYTES);
        Poly1305 authenticator = new Poly1305();
        authenticator.init(new KeyParameter(authenticatorKey));
        authenticator.update(box, KEY_BYTES + MAC_BYTES, text.length);
        authenticator.doFinal(box, KEY_BYTES);
        return box;
    }

    /** @param box begins with the public key of the text */
    private static byte[] nonce(byte[] box, byte[] publicKey) {
        Blake2bDigest hash = new Blake2bDigest(NONCE_BYTES * Byte.SIZE);
        hash.update(box, 0, KEY_BYTES);
        hash.update(publicKey, 0, KEY_BYTES);
        byte[] nonce = new byte[NONCE_BYTES];
        hash.doFinal(nonce, 0);
        return nonce;
    }

    /** XSalsa20 begins with HSalsa20, which makes a key of key and nonce: with a nonce of zeros that of a box. */
    private static final class BoxKey extends XSalsa20Engine {
        static byte[] of(byte[] shared) {
            BoxKey engine = new BoxKey();
            engine.init(true, new ParametersWithIV(new KeyParameter(shared), new byte[NONCE_BYTES]));
            byte[] key = new byte[KEY_BYTES];
            Pack.intToLittleEndian(engine.engineState, 1, 4, key, 0); // where Salsa20 keeps the halves of its key
            Pack.intToLittleEndian(engine.engineState, 11, 4, key, KEY_BYTES / 2);
            return key;
        }
    }
}
