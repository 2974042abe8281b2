package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Value;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Boxes that libsodium 1.0.18 has sealed ({@code crypto_box_seal}) for the private key 1, 2 … 32. */
class ForgeSecretsTest {
    private static final String PUBLIC_KEY = "B6N8vBQgk8i3VdwbEOhstCY3StFqqFPtC9/AsrhtHHw=";
    private static final String BOX =
            "yclZ+Jz54qrFfoU33g11HHZysPRNdCxwqeY7N82SxR6/KnuNqkLEg62yFGh0t3aaAioZgsib5k7jLReEYmJkpPN1725VUCqdjvTUjg==";

    private static ForgeSecrets secrets() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (i + 1);
        }
        return ForgeSecrets.withKey(key);
    }

    @Test
    void publicKeyIsLibsodiums() {
        assertEquals(Optional.of(PUBLIC_KEY), secrets().publicKey().string("key"));
    }

    @Test
    void boxesOfLibsodiumAreOpened() {
        assertEquals(Optional.of("correct horse battery staple"), secrets().open(BOX));
        assertEquals(
                Optional.of(""), secrets().open("6AQjn4l4Rpg+2Im6459+V72iLeA0f9gGPDXcEL3C7TJb+dkiv8gblsxPIk9D6OFF"));
        assertEquals(Optional.of("gr\u00fc\u00dfe \u2713".repeat(40)), secrets().open(LONG_BOX));
    }

    @Test
    void boxThatWasChangedAnywhereIsNotOpened() {
        byte[] box = Base64.getDecoder().decode(BOX);
        for (int i = 0; i < box.length; i++) {
            byte[] changed = box.clone();
            changed[i] ^= 4;
            assertEquals(Optional.empty(), secrets().open(Base64.getEncoder().encodeToString(changed)), "byte " + i);
        }
        assertEquals(Optional.empty(), secrets().open("AAAA"));
        assertEquals(Optional.empty(), secrets().open("no base64!"));
    }

    @ParameterizedTest
    @CsvSource({"TOKEN,true", "token,true", "A_1,true", "GITHUB_X,false", "1A,false", "A-B,false"})
    void namesAreThoseOfGitHub(String name, boolean taken) {
        ForgeSecrets secrets = secrets();
        Value.Obj body = secrets.publicKey().without("key").with("encrypted_value", Value.Str.of(BOX));

        assertEquals(taken, secrets.put(name, body).isEmpty());
        assertEquals(
                taken ? Optional.of("correct horse battery staple") : Optional.empty(),
                secrets.secret(name.toUpperCase(Locale.ROOT)));
        assertEquals(
                Optional.of("Bad request - Improperly encrypted secret"),
                secrets.put("TOKEN", body.with("key_id", Value.Str.of("another"))));
    }

    private static final String LONG_BOX =
            "gOOF3/h7hNm0PnS1iUElwZb1EYt3bjFjxCaz3sTjAV2Jzt3lGlIcm03Fc0XIvQqlPDFjEfjGOEQyVij5X/vuxI6Ed6CcYpWGP7s6fGhe0bteg68dXdKortLtBIAIATlFx6IQ2EKG8saxZ7KW1G2NagJHIm/Koy4XcKSXoaZGsxOpWmEUFDMdlfBurHbIWiE8bY4iGWYXJuZVp6GnVq90H7sJ/b9iLhfUc0DkXUR0pz7OzyO3qv3up76gQL4tJS0j3Uu64PE4YaLssxgxTbm7mxU8AXZqg0kDgod07v+k0X3GmvRqv4KnboEnam8QpQQm24Sph8md07KGrQyoUXkFwa/CXN+2AqTone8cqNJpcRzEX2o5f8iPHS+S/oOQpdNAWYL5Hvyq6MMq7hjRs+a33lvWExS8CneSRAZmSxW/snQ5cmsKYimm/jU756rIlqFtZgdFrh2jLQKsmzv7xJxqNgT3Q2gfW6PoNbALGZiPShVYXrJ5kFxJKT73UR3y97vloVLox43pVI/V/uMswwyGj5RjRFEHE3eNR0gEy9IRvBxphHmTgJIRp4k0fAaEqWAVB73O+jbDJzH1Xv2LmyY0kL1/ehzirPSXnnsrrYDqoE38NUqQmbUmptQPbKvKT9q+xllu1r2St4Y=";
}
