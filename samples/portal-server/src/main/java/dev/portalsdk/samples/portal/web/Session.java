package dev.portalsdk.samples.portal.web;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * One browser's visit.
 *
 * @param csrf what forms of this visit carry, so that no other site's can be taken for them
 */
public record Session(String id, String csrf, Optional<User> user, Instant expires) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 18;

    /** Who has signed in. */
    public record User(EntityRef ref, String name) {}

    static Session begin(Optional<User> user, Instant expires) {
        return new Session(token(), token(), user, expires);
    }

    /** A text that nobody can guess. */
    public static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    boolean accepts(String token) {
        return MessageDigest.isEqual(csrf.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    String toJson() {
        Value.Obj.Builder json =
                Value.Obj.builder().put("id", id).put("csrf", csrf).put("expires", expires.getEpochSecond());
        user.ifPresent(known -> json.put("user", known.ref().toString()).put("name", known.name()));
        return json.build().toJson();
    }

    static Session parse(String json) {
        Value.Obj value = Value.parseJson(json).asObj().orElseThrow();
        Optional<User> user = value.string("user")
                .map(ref -> new User(EntityRef.parse(ref), value.string("name").orElse(ref)));
        long expires =
                value.get("expires").orElse(Value.Null.NULL) instanceof Value.Num number ? number.longValue() : 0;
        return new Session(
                value.string("id").orElseThrow(),
                value.string("csrf").orElseThrow(),
                user,
                Instant.ofEpochSecond(expires));
    }
}
