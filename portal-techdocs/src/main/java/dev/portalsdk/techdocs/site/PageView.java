package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.PageHeading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the template of one page is filled with.
 *
 * <p>The navigation in a page shows the folders the page lies in, all others closed, and of a long folder only the
 * neighbourhood, so that its size does not grow with the site. Every map has every key a template asks for, as Handlebars
 * would otherwise look for it in the map around.
 */
final class PageView {

    private static final int NEIGHBOURS = 15;
    private static final Pattern SAFE = Pattern.compile("(?is)(?:https?:|mailto:|//|/|[^:]*$).*");
    private static final int DEEPEST_IN_CONTENTS = 3;

    private final SiteConfiguration configuration;
    private final Navigation navigation;
    private final DocsFolder folder;
    private final SiteUrls urls;

    PageView(SiteMemory site, SiteUrls urls) {
        this.configuration = site.configuration();
        this.navigation = site.navigation();
        this.folder = site.folder();
        this.urls = urls;
    }

    /** @param position of the page in the navigation's order; -1 outside of it */
    Map<String, Object> model(Article article, int position) {
        String page = article.path();
        Map<String, Object> model =
                common(urls.url(page), navigation.title(page), article.page().html());
        model.put("nav", items(navigation.nodes(), navigation.place(page), urls.url(page)));
        model.put("toc", contents(article.page().headings()));
        model.put(
                "edit",
                configuration
                        .editLinks()
                        .of(page, folder.sourceName(page), configuration.docsDirectory())
                        .orElse(""));
        List<String> order = navigation.order();
        model.put("previous", position > 0 ? link(page, order.get(position - 1)) : "");
        model.put("next", position >= 0 && position + 1 < order.size() ? link(page, order.get(position + 1)) : "");
        return model;
    }

    /** A page that is none of the author's: the one for unknown addresses, or a home page in place of a missing one. */
    Map<String, Object> standIn(String url, String title, String article) {
        Map<String, Object> model = common(url, title, article);
        model.put("nav", items(navigation.nodes(), List.of(), url));
        model.put("toc", List.of());
        model.put("edit", "");
        model.put("previous", "");
        model.put("next", "");
        return model;
    }

    private Map<String, Object> common(String url, String title, String article) {
        String base = SiteUrls.relative(url, "");
        Map<String, Object> model = new HashMap<>();
        model.put("base", base);
        model.put("home", SiteUrls.relative(url, urls.url("index.md")));
        model.put("siteName", configuration.siteName());
        model.put("description", configuration.siteDescription().orElse(""));
        model.put("author", configuration.siteAuthor().orElse(""));
        model.put("canonical", configuration.siteUrl().map(root -> root + url).orElse(""));
        model.put("copyright", configuration.copyright().orElse(""));
        model.put("title", title);
        model.put(
                "pageTitle", title.equals(configuration.siteName()) ? title : title + " - " + configuration.siteName());
        model.put("article", article);
        return model;
    }

    private Map<String, Object> link(String from, String to) {
        return Map.of("title", navigation.title(to), "url", SiteUrls.relative(urls.url(from), urls.url(to)));
    }

    private static List<Map<String, Object>> contents(List<PageHeading> headings) {
        return headings.stream()
                .filter(heading -> heading.level() > 1 && heading.level() <= DEEPEST_IN_CONTENTS)
                .map(heading -> Map.<String, Object>of(
                        "title", heading.text(), "url", "#" + heading.id(), "level", heading.level()))
                .toList();
    }

    private List<Map<String, Object>> items(List<NavNode> nodes, List<Integer> place, String from) {
        int current = place.isEmpty() ? -1 : place.get(0);
        boolean few = nodes.size() <= 2 * NEIGHBOURS;
        int first = few ? 0 : Math.max(0, current - NEIGHBOURS);
        int last = few ? nodes.size() : Math.min(nodes.size(), Math.max(current, 0) + NEIGHBOURS + 1);
        List<Map<String, Object>> items = new ArrayList<>();
        if (first > 0) {
            items.add(more(nodes.get(first - 1), from));
        }
        for (int i = first; i < last; i++) {
            items.add(i == current ? current(nodes.get(i), place, from) : closed(nodes.get(i), from));
        }
        if (last < nodes.size()) {
            items.add(more(nodes.get(last), from));
        }
        return items;
    }

    private Map<String, Object> current(NavNode node, List<Integer> place, String from) {
        return node instanceof NavNode.Section section
                ? item(
                        section.title(),
                        "",
                        false,
                        true,
                        items(section.children(), place.subList(1, place.size()), from))
                : item(title(node), target(node, from).orElse(""), true, false, List.of());
    }

    private Map<String, Object> closed(NavNode node, String from) {
        boolean section = node instanceof NavNode.Section;
        return item(title(node), target(node, from).orElse(""), false, section, List.of());
    }

    private String title(NavNode node) {
        return node instanceof NavNode.Page leaf ? navigation.title(leaf.source()) : node.title();
    }

    /** Leads to the part of a long list that this page does not show. */
    private Map<String, Object> more(NavNode node, String from) {
        return Map.of(
                "more",
                true,
                "url",
                target(node, from).orElse(""),
                "title",
                "",
                "section",
                false,
                "active",
                false,
                "children",
                List.of());
    }

    private static Map<String, Object> item(
            String title, String url, boolean active, boolean section, List<Map<String, Object>> children) {
        return Map.of(
                "more", false, "title", title, "url", url, "active", active, "section", section, "children", children);
    }

    /** @param from the URL of the page that links there */
    private Optional<String> target(NavNode node, String from) {
        if (node instanceof NavNode.Section section) {
            return section.children().stream()
                    .map(child -> target(child, from))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (node instanceof NavNode.Page leaf) {
            return Optional.of(SiteUrls.relative(from, urls.url(leaf.source())));
        }
        return node instanceof NavNode.Link link ? Optional.of(safe(link.target())) : Optional.empty();
    }

    /** Other schemes than those of the web have no place in a link of the theme. */
    private static String safe(String url) {
        return SAFE.matcher(url).matches() ? url : "";
    }
}
