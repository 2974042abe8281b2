package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownPage;
import java.util.List;

/**
 * A page as rendered, before it has a frame around it.
 *
 * @param path its file below the docs folder
 * @param links where its links lead
 * @param sections what the search finds
 */
record Article(String path, MarkdownPage page, PageResolver links, List<SearchText.Section> sections) {

    static Article of(String path, MarkdownPage page, PageResolver links) {
        return new Article(path, page, links, List.copyOf(SearchText.of(page.html())));
    }
}
