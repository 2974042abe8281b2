package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownPage;

/**
 * A page as rendered, before it has a frame around it, and everything it was made from.
 *
 * @param path in the site
 * @param input what was read for it
 * @param links where its links lead, which depends on what else the site has
 * @param hasDiagrams whether readers need the script that draws diagrams
 */
record Article(String path, PageInput input, MarkdownPage page, PageResolver links, boolean hasDiagrams) {

    static Article of(String path, PageInput input, MarkdownPage page, PageResolver links) {
        return new Article(path, input, page, links, page.html().contains("class=\"mermaid\""));
    }

    /** The same page, made from what means the same. */
    Article with(PageInput otherInput, PageResolver otherLinks) {
        return new Article(path, otherInput, page, otherLinks, hasDiagrams);
    }
}
