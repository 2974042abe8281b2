package dev.portalsdk.model.kind;

import java.util.List;
import java.util.Optional;

/**
 * Spec of a User, a person.
 *
 * @param profile what to show
 * @param memberOf references to Groups
 */
public record UserSpec(Optional<Profile> profile, List<String> memberOf) {

    /** Copies the lists. */
    public UserSpec {
        memberOf = List.copyOf(memberOf);
    }
}
