package dev.portalsdk.catalog.history;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * One value of an entity that became another.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole entity
 * @param before empty if there was none
 * @param after empty if there is none
 * @param place where the new value stands, as long as the descriptor that it came with is the one in use
 */
public record FieldChange(
        String pointer, Optional<Value> before, Optional<Value> after, Optional<SourceLocation> place) {

    /** What is different between two values, in the order of the second; without places. A list of another length is told of as one value. */
    public static List<FieldChange> between(Value before, Value after) {
        return Differences.ofValues(Optional.of(before), Optional.of(after)).stream()
                .map(found -> new FieldChange(found.pointer(), found.before(), found.after(), Optional.empty()))
                .toList();
    }

    /** This change with the place of the new value, or of what held the old one. */
    public FieldChange at(Optional<SourceLocation> where) {
        return new FieldChange(pointer, before, after, where);
    }
}
