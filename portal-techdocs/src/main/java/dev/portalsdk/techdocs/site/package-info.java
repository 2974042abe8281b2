/**
 * Static documentation sites from a folder with {@code mkdocs.yml} and Markdown: configuration, navigation, links, theme, search index.
 * Configuration is data, nothing in it runs; every link is checked; pages are rendered in parallel and the output is the same every time.
 */
@NullMarked
package dev.portalsdk.techdocs.site;

import org.jspecify.annotations.NullMarked;
