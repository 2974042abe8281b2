package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownPage;

/**
 * A page as rendered, before it has a frame around it.
 *
 * @param path its file below the docs folder
 * @param links where its links lead
 */
record Article(String path, MarkdownPage page, PageResolver links) {}
