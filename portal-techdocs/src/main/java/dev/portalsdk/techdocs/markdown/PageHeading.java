package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.SourceLocation;

/**
 * A heading of a page.
 *
 * @param level 1 to 6
 * @param id the anchor, unique in the page
 * @param text the heading without markup
 * @param location where it stands
 */
public record PageHeading(int level, String id, String text, SourceLocation location) {}
