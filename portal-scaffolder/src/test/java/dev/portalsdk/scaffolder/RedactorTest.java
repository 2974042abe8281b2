package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portalsdk.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class RedactorTest {
    @Property(tries = 500)
    void secretIsInNoForm(
            @ForAll @StringLength(min = 6, max = 40) String secret,
            @ForAll @IntRange(max = 5) int before,
            @ForAll @IntRange(max = 5) int after) {
        if (secret.isBlank()
                || secret.chars().anyMatch(c -> Character.isSurrogate((char) c) || c == '\n' || c == '\r')) {
            return;
        }
        Redactor redactor = new Redactor();
        redactor.hide(secret);
        byte[] around =
                ("user:".substring(0, before) + secret + "-tail".substring(0, after)).getBytes(StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(around);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);

        assertFalse(redactor.redact("x " + secret + " y").contains(secret));
        assertFalse(redactor.redact("x=" + url + "&").contains(url) && !url.equals("***"));
        String longest = base64.replace("=", "");
        String middle = longest.substring(8, Math.max(8, longest.length() - 6));
        if (middle.length() >= 4) {
            assertFalse(redactor.redact("Basic " + base64).contains(middle), base64);
        }
    }

    @Test
    void formsOfOneSecret() {
        Redactor redactor = new Redactor();
        redactor.hide("p@ss w/ord+1");

        assertEquals("a *** b", redactor.redact("a p@ss w/ord+1 b"));
        assertEquals("u:***@host", redactor.redact("u:p%40ss+w%2Ford%2B1@host"));
        assertEquals("u:***@host", redactor.redact("u:p%40ss%20w%2ford%2b1@host"));
        assertEquals(
                "***",
                redactor.redact(Base64.getEncoder()
                        .withoutPadding()
                        .encodeToString("p@ss w/ord+1".getBytes(StandardCharsets.UTF_8))));
        String basic =
                Base64.getEncoder().encodeToString("x-access-token:p@ss w/ord+1".getBytes(StandardCharsets.UTF_8));
        assertEquals(basic.substring(0, 20) + "***", redactor.redact(basic));
    }

    @Test
    void keysAndTextsOfValuesAreRedacted() {
        Redactor redactor = new Redactor();
        redactor.hide("s3cret");

        assertEquals(
                Value.parseJson("{\"***\": [\"a *** b\", 1, {\"k\": \"***\"}]}"),
                redactor.redact(Value.parseJson("{\"s3cret\": [\"a s3cret b\", 1, {\"k\": \"s3cret\"}]}")));
    }

    @Test
    void shortSecretsDoNotHideHalfOfEverything() {
        Redactor redactor = new Redactor();
        redactor.hide("abc");

        assertEquals("YWJj and *** stay apart", redactor.redact("YWJj and abc stay apart"));
    }
}
