package dev.portalsdk.source;

import dev.portalsdk.source.HttpFetch.Answer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Etags: a server's own where it gives one, else its date of change, else a hash of the content. */
final class Versions {
    private static final String MODIFIED = "modified:";
    private static final String HASH = "sha256:";

    private Versions() {}

    static String of(Answer answer) {
        return answer.header("etag")
                .or(() -> answer.header("last-modified").map(date -> MODIFIED + date))
                .orElseGet(() -> ofContent(answer.body()));
    }

    /** A hash needs no header: the content is read and compared. */
    static void addCondition(Map<String, String> headers, String etag) {
        boolean printable = etag.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        if (etag.startsWith(MODIFIED) && printable) {
            headers.put("If-Modified-Since", etag.substring(MODIFIED.length()));
        } else if (!etag.startsWith(HASH) && printable) {
            headers.put("If-None-Match", etag);
        }
    }

    static String ofContent(byte[] content) {
        return HASH + HexFormat.of().formatHex(sha256().digest(content));
    }

    static boolean isContentHash(String etag) {
        return etag.startsWith(HASH);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * {@code Retry-After} in seconds, else {@code X-RateLimit-Reset} (GitHub) or {@code RateLimit-Reset} (GitLab), which are
     * seconds since 1970; at most a day is believed.
     */
    static Optional<Duration> retryAfter(Answer answer, Clock clock) {
        Optional<Duration> seconds =
                answer.header("retry-after").flatMap(Versions::number).map(Duration::ofSeconds);
        return seconds.or(() -> answer.header("x-ratelimit-reset")
                        .or(() -> answer.header("ratelimit-reset"))
                        .flatMap(Versions::number)
                        .map(epoch -> Duration.between(clock.instant(), Instant.ofEpochSecond(epoch))))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : wait);
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
