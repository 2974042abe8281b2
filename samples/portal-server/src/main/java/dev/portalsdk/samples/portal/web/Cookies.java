package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * Cookies that only this server reads: never scripts, and never sent along with other sites' forms.
 *
 * @param secure whether the portal is reached over TLS: then they are sent over nothing else, and taken from no other host
 */
public record Cookies(boolean secure) {
    private String name(String plain) {
        return secure ? "__Host-" + plain : plain;
    }

    public Optional<String> read(Request request, String plain) {
        return request.cookie(name(plain)).filter(value -> !value.isEmpty());
    }

    /** A value of {@code Set-Cookie}. */
    public String set(String plain, String value, Duration age) {
        return name(plain) + "=" + value + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + age.toSeconds()
                + (secure ? "; Secure" : "");
    }

    public String clear(String plain) {
        return set(plain, "", Duration.ZERO);
    }
}
