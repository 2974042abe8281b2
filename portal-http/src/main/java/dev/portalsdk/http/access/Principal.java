package dev.portalsdk.http.access;

import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who makes a request.
 *
 * @param type a person, a program, or nobody in particular
 * @param subject the name that logs and audit events show: {@code user:default/jane}, {@code ci}
 * @param user the User entity that stands for a person; empty for programs and strangers
 * @param ownership whose entities are theirs: the user itself and its groups, as far as whoever signed them in knows
 */
public record Principal(Type type, String subject, Optional<EntityRef> user, List<EntityRef> ownership) {
    private static final Principal NOBODY = new Principal(Type.NOBODY, "nobody", Optional.empty(), List.of());

    /** Copies the list. */
    public Principal {
        ownership = List.copyOf(ownership);
    }

    /** What kind of principal. */
    public enum Type {
        /** A person who is signed in. */
        USER,
        /** A program with a token of its own. */
        SERVICE,
        /** Somebody without credentials. */
        NOBODY
    }

    /**
     * A person.
     *
     * @param groups that own what the person owns, besides the user itself
     */
    public static Principal user(EntityRef user, EntityRef... groups) {
        return user(user, List.of(groups));
    }

    /** As {@link #user(EntityRef, EntityRef...)}. */
    public static Principal user(EntityRef user, List<EntityRef> groups) {
        List<EntityRef> claims = new ArrayList<>(List.of(user));
        groups.stream().filter(group -> !group.equals(user)).forEach(claims::add);
        return new Principal(Type.USER, user.toString(), Optional.of(user), claims);
    }

    /** A program. */
    public static Principal service(String name) {
        return new Principal(Type.SERVICE, name, Optional.empty(), List.of());
    }

    /** Somebody without credentials. */
    public static Principal nobody() {
        return NOBODY;
    }

    /** Whether there are no credentials. */
    public boolean isNobody() {
        return type == Type.NOBODY;
    }
}
