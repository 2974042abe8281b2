package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownPage;
import java.util.List;
import java.util.Map;

/**
 * A rendered page as it is kept on disk: it can stand for a new rendering of the same bytes wherever the snippets and the
 * answers are the same.
 *
 * @param snippets what the page asked for, with the hash of what it got
 * @param answers where its links led, in their order
 */
record KeptPage(Map<String, String> snippets, List<String> answers, MarkdownPage page) {

    KeptPage {
        snippets = Map.copyOf(snippets);
        answers = List.copyOf(answers);
    }

    static KeptPage of(Article article) {
        return new KeptPage(article.input().asked(), article.links().answers(), article.page());
    }
}
