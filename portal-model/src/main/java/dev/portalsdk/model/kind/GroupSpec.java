package dev.portalsdk.model.kind;

import java.util.List;
import java.util.Optional;

/**
 * Spec of a Group: a team or another unit of the organisation.
 *
 * @param type team, business-unit, product-area, root, or a word of the organisation's own
 * @param profile what to show
 * @param parent reference to a Group
 * @param children references to Groups
 * @param members references to Users
 */
public record GroupSpec(
        String type, Optional<Profile> profile, Optional<String> parent, List<String> children, List<String> members) {

    /** Copies the lists. */
    public GroupSpec {
        children = List.copyOf(children);
        members = List.copyOf(members);
    }
}
