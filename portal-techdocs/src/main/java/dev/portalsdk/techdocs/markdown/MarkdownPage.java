package dev.portalsdk.techdocs.markdown;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One rendered page.
 *
 * @param html the article, sanitised, its code highlighted: no script, no event handler, no URL but http, https, mailto, tel, ftp and relative ones
 * @param meta the front matter; empty without one
 * @param headings in the order of the page
 * @param anchors every id a link may point to: headings, attribute lists, raw HTML, footnotes
 * @param links links and images as written, in the order of the page
 * @param sections what the search finds, in the order of the page; never empty for a page that was rendered
 * @param findings what is wrong with the page itself; where links lead is checked by whoever knows the site
 */
public record MarkdownPage(
        String html,
        Value.Obj meta,
        List<PageHeading> headings,
        Set<String> anchors,
        List<PageLink> links,
        List<PageSection> sections,
        List<Diagnostic> findings) {

    public MarkdownPage {
        headings = List.copyOf(headings);
        anchors = Set.copyOf(anchors);
        links = List.copyOf(links);
        sections = List.copyOf(sections);
        findings = List.copyOf(findings);
    }

    /** The title of the page itself: {@code title} of the front matter, else the first heading of level 1. */
    public Optional<String> title() {
        return meta.string("title").filter(title -> !title.isBlank()).or(this::firstHeading);
    }

    private Optional<String> firstHeading() {
        return headings.stream()
                .filter(heading -> heading.level() == 1 && !heading.text().isBlank())
                .map(PageHeading::text)
                .findFirst();
    }
}
