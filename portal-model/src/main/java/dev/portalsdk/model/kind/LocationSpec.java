package dev.portalsdk.model.kind;

import java.util.List;
import java.util.Optional;

/**
 * Spec of a Location, a pointer to other descriptors.
 *
 * @param type file or url; that of the location it was read from if absent
 * @param target a file or URL, relative to the descriptor or absolute
 * @param targets files or URLs, relative to the descriptor or absolute; may have wildcards
 * @param presence required (the default) or optional
 */
public record LocationSpec(
        Optional<String> type, Optional<String> target, List<String> targets, Optional<String> presence) {

    /** Copies the lists. */
    public LocationSpec {
        targets = List.copyOf(targets);
    }

    /** All targets: {@link #target()} first, then {@link #targets()}. */
    public List<String> allTargets() {
        return java.util.stream.Stream.concat(target.stream(), targets.stream()).toList();
    }

    /** Whether a target that does not exist is no error. */
    public boolean isOptional() {
        return presence.filter("optional"::equals).isPresent();
    }
}
