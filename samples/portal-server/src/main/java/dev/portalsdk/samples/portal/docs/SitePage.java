package dev.portalsdk.samples.portal.docs;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * A page of a published site, taken apart.
 *
 * @param article clean HTML: no scripts, styles, frames, forms or event handlers
 * @param previous the page before in the site's order
 * @param next the page after
 * @param edit where the page's source can be edited
 */
record SitePage(
        String title,
        String article,
        List<Entry> navigation,
        List<Entry> contents,
        Optional<Entry> previous,
        Optional<Entry> next,
        Optional<String> edit) {
    private static final String HERE = "http://portal.invalid";
    private static final int MAX_ENTRIES = 2000;

    /**
     * A link, or a heading above links.
     *
     * @param path within the portal, or another site's address; empty for a heading
     * @param level 1 is outermost
     */
    record Entry(String title, String path, int level, boolean current) {}

    /**
     * Takes a page apart.
     *
     * @param path of the page within the portal, which its links start from
     */
    static SitePage of(String html, String path) {
        Document document = Jsoup.parse(html, HERE + path);
        resolve(document);
        Element article = Optional.ofNullable(document.selectFirst("article"))
                .or(() -> Optional.ofNullable(document.selectFirst("main")))
                .orElse(document.body());
        Optional<String> edit =
                Optional.ofNullable(article.selectFirst("a.md-content__button")).map(button -> button.attr("href"));
        article.select(".md-content__button").remove();
        return new SitePage(
                document.title(),
                clean(article),
                entries(document, ".md-nav--primary", path),
                entries(document, ".md-nav--secondary", path),
                footer(document, "prev"),
                footer(document, "next"),
                edit);
    }

    /** Links and images by their whole path, since the reader's own address may not end where the page's did. */
    private static void resolve(Document document) {
        for (String attribute : List.of("href", "src")) {
            for (Element element : document.select("[" + attribute + "]")) {
                String written = element.attr(attribute);
                String absolute = written.startsWith("#") ? "" : element.absUrl(attribute);
                if (!absolute.isEmpty()) {
                    element.attr(
                            attribute, absolute.startsWith(HERE + "/") ? absolute.substring(HERE.length()) : absolute);
                }
            }
        }
    }

    private static String clean(Element article) {
        Safelist allowed = Safelist.relaxed()
                .addTags(
                        "details",
                        "summary",
                        "figure",
                        "figcaption",
                        "mark",
                        "del",
                        "ins",
                        "kbd",
                        "abbr",
                        "hr",
                        "section",
                        "s",
                        "input",
                        "label")
                .addAttributes(":all", "id", "class", "title", "lang", "dir")
                .addAttributes("a", "name", "rel")
                .addAttributes("details", "open")
                .addAttributes("input", "type", "checked", "disabled", "id", "name")
                .addAttributes("label", "for")
                .addAttributes("ol", "start")
                .addAttributes("td", "align")
                .addAttributes("th", "align", "scope")
                .addProtocols("a", "href", "#")
                .preserveRelativeLinks(true);
        Document dirty = Document.createShell(HERE + "/");
        dirty.body().appendChildren(article.clone().childNodes());
        Document clean = new Cleaner(allowed).clean(dirty);
        clean.outputSettings().prettyPrint(false);
        clean.select("input:not([type=checkbox]):not([type=radio])").remove();
        clean.select("pre").attr("tabindex", "0"); // what scrolls must be reachable with the keyboard
        clean.select("table").attr("tabindex", "0");
        return clean.body().html();
    }

    private static List<Entry> entries(Document document, String navigation, String path) {
        Element list = document.selectFirst(navigation);
        return list == null
                ? List.of()
                : list.select(".md-nav__link, .md-nav__item > .md-nav__title").stream()
                        .limit(MAX_ENTRIES)
                        .filter(element -> safe(element.attr("href")))
                        .map(element -> new Entry(
                                element.text(), element.attr("href"), level(element, list), isCurrent(element, path)))
                        .toList();
    }

    private static boolean isCurrent(Element element, String path) {
        String plain = path.replaceFirst("index\\.html$", "");
        return element.hasAttr("aria-current")
                || element.attr("href").replaceFirst("index\\.html$", "").equals(plain);
    }

    private static int level(Element element, Element list) {
        int deep = (int) element.parents().stream()
                .takeWhile(parent -> !parent.equals(list)) // of the same node: jsoup compares no content
                .filter(parent -> parent.tagName().equals("ul"))
                .count();
        return Math.max(1, Math.min(deep, 3));
    }

    /** A site's links may lead anywhere, but run nothing. */
    private static boolean safe(String href) {
        try {
            String scheme = URI.create(href).getScheme();
            return scheme == null || scheme.equals("http") || scheme.equals("https");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Optional<Entry> footer(Document document, String rel) {
        return Optional.ofNullable(document.selectFirst("a[rel=" + rel + "]"))
                .filter(link -> safe(link.attr("href")))
                .map(link -> new Entry(
                        Optional.ofNullable(link.selectFirst(".md-footer__title"))
                                .map(Element::text)
                                .orElseGet(link::text),
                        link.attr("href"),
                        1,
                        false));
    }
}
