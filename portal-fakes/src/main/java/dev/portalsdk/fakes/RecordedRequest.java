package dev.portalsdk.fakes;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that the forge got.
 *
 * @param path as sent, still encoded, without the query
 * @param query as sent, without the question mark; empty if there is none
 * @param headers the first value of each, names in lower case; {@code authorization} holds only its scheme
 * @param body as UTF-8; of Git's requests only its size
 * @param status what was answered
 */
public record RecordedRequest(
        String method, String path, String query, Map<String, String> headers, String body, int status) {
    public RecordedRequest {
        headers = Map.copyOf(headers);
    }

    /** By name, in any case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** {@code GET /api/v3/repos/acme/web?page=1 200}. */
    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " " + status;
    }

    static String describe(byte[] body, boolean git) {
        return git ? body.length + " bytes" : new String(body, StandardCharsets.UTF_8);
    }
}
