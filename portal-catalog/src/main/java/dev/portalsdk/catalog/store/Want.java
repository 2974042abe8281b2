package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import java.util.Optional;

/**
 * A source that somebody wants to be read.
 *
 * @param source a file, a URL, or a pattern of them
 * @param optional whether it is no mistake if it is not there
 * @param place where it is written that it is wanted
 */
public record Want(LocationRef source, boolean optional, Optional<SourceLocation> place) {}
