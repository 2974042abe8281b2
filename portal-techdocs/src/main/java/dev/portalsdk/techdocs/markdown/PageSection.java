package dev.portalsdk.techdocs.markdown;

/**
 * A piece of a page that the search finds: from one heading to the next.
 *
 * @param id of the heading; empty for what stands before the first heading below the title
 * @param title of the heading; empty where the id is
 * @param text what a reader sees, in one line, without permanent links and line numbers
 */
public record PageSection(String id, String title, String text) {}
