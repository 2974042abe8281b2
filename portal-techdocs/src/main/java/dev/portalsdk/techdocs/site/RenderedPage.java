package dev.portalsdk.techdocs.site;

/**
 * A page of a site.
 *
 * @param source its file below the docs folder, for example {@code guide/install.md}
 * @param url where it is in the site, percent-encoded, for example {@code guide/install/}; empty for the home page
 * @param title from the navigation, else the front matter, else the first heading of level 1, else the file's name
 */
public record RenderedPage(String source, String url, String title) {}
