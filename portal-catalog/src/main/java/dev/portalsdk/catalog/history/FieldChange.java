package dev.portalsdk.catalog.history;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
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
        String pointer, Optional<Value> before, Optional<Value> after, Optional<SourceLocation> place) {}
