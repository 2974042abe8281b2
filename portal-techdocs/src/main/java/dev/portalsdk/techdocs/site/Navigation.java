package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The navigation of a site and the order of its pages, as MkDocs makes them.
 *
 * <p>Without {@code nav}, pages come in the order of their files: those of a folder before its subfolders, its index
 * first, names by code point. With {@code nav}, pages it does not name are part of the site but not of the navigation.
 */
final class Navigation {

    /** MkDocs takes any URL with a scheme, or a host, as a link. */
    private static final Pattern ABSOLUTE = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:|//).*", Pattern.DOTALL);

    private static final int MAX_SUGGESTIONS_FROM = 1_000;

    private final Map<String, String> titles = new LinkedHashMap<>();
    private final Set<String> order = new LinkedHashSet<>();
    private final List<Diagnostic> findings = new ArrayList<>();
    private final Set<String> pages;
    private final Map<String, Optional<String>> ownTitles;
    private final Map<String, List<Integer>> places = new HashMap<>();
    private List<NavNode> nodes = List.of();
    private List<String> sequence = List.of();

    private Navigation(Map<String, Optional<String>> ownTitles) {
        this.ownTitles = ownTitles;
        this.pages = ownTitles.keySet();
    }

    /**
     * Makes the navigation.
     *
     * @param ownTitles every page by its file, with the title it gives itself
     */
    static Navigation of(SiteConfiguration configuration, Map<String, Optional<String>> ownTitles) {
        Navigation navigation = new Navigation(ownTitles);
        if (configuration.navigation().isPresent()) {
            navigation.nodes = navigation.explicit(configuration.navigation().get());
            navigation.reportOmitted(configuration);
        } else {
            navigation.nodes = navigation.implied("");
        }
        navigation.sequence = List.copyOf(navigation.order);
        navigation.findPlaces(navigation.nodes, List.of());
        return navigation;
    }

    private void findPlaces(List<NavNode> siblings, List<Integer> above) {
        for (int i = 0; i < siblings.size(); i++) {
            List<Integer> place = new ArrayList<>(above);
            place.add(i);
            if (siblings.get(i) instanceof NavNode.Page page) {
                places.putIfAbsent(page.source(), place);
            } else if (siblings.get(i) instanceof NavNode.Section section) {
                findPlaces(section.children(), place);
            }
        }
    }

    List<NavNode> nodes() {
        return nodes;
    }

    /** The pages that previous and next lead through. */
    List<String> order() {
        return sequence;
    }

    /** The way to a page from the top: which child on each level. Empty for a page outside. */
    List<Integer> place(String page) {
        return places.getOrDefault(page, List.of());
    }

    List<Diagnostic> findings() {
        return findings;
    }

    /** Whether every page would show the same of it. */
    boolean looksLike(Navigation other) {
        return nodes.equals(other.nodes) && titles.equals(other.titles) && ownTitles.equals(other.ownTitles);
    }

    /** First the pages of the navigation in their order, then the others. */
    Set<String> everyPage() {
        Set<String> all = new LinkedHashSet<>(sequence);
        all.addAll(pages);
        return all;
    }

    String title(String page) {
        return Optional.ofNullable(titles.get(page)).orElseGet(() -> ownTitle(page));
    }

    private String ownTitle(String page) {
        return Optional.ofNullable(ownTitles.get(page))
                .flatMap(title -> title)
                .orElseGet(
                        () -> SiteUrls.isIndex(page) && !page.contains("/") ? "Home" : readable(SiteUrls.stem(page)));
    }

    /** {@code my_file-name} becomes {@code My file name}; a name with capitals of its own keeps them. */
    static String readable(String name) {
        String words = name.replace('-', ' ').replace('_', ' ');
        boolean plain = words.equals(words.toLowerCase(Locale.ROOT)) && !words.isEmpty();
        return plain ? words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) : words;
    }

    private List<NavNode> explicit(List<NavEntry> entries) {
        List<NavNode> made = new ArrayList<>();
        for (NavEntry entry : entries) {
            if (entry instanceof NavEntry.Section section) {
                made.add(new NavNode.Section(section.title(), explicit(section.children())));
            } else if (entry instanceof NavEntry.Folder included) {
                made.add(new NavNode.Section(included.title(), implied(included.prefix())));
            } else if (entry instanceof NavEntry.Leaf leaf) {
                made.add(leaf(leaf));
            }
        }
        return made;
    }

    private NavNode leaf(NavEntry.Leaf leaf) {
        if (pages.contains(leaf.target())) {
            leaf.title().ifPresent(title -> titles.putIfAbsent(leaf.target(), title));
            order.add(leaf.target());
            return new NavNode.Page(title(leaf.target()), leaf.target());
        }
        String title = leaf.title().orElse(leaf.target());
        if (leaf.target().startsWith("/")) {
            findings.add(
                    Diagnostic.info("docs-nav-absolute", "\"nav\" holds the absolute path \"" + leaf.target() + "\"")
                            .at(leaf.location())
                            .hint("It leads out of the site where that is served below a path")
                            .build());
        } else if (!ABSOLUTE.matcher(leaf.target()).matches()) {
            findings.add(missing(leaf));
        }
        return new NavNode.Link(title, leaf.target());
    }

    private Diagnostic missing(NavEntry.Leaf leaf) {
        Diagnostic.Builder finding = Diagnostic.warning(
                        "docs-nav-missing", "\"nav\" names \"" + leaf.target() + "\", which is not in the docs folder")
                .at(leaf.location());
        if (leaf.target().endsWith("/")) {
            return finding.hint("Name the pages of the folder; a folder is not expanded")
                    .build();
        }
        return pages.size() > MAX_SUGGESTIONS_FROM
                ? finding.build()
                : Suggestions.closest(leaf.target(), pages)
                        .map(close -> finding.hint("Did you mean \"" + close + "\"?"))
                        .orElse(finding)
                        .build();
    }

    private void reportOmitted(SiteConfiguration configuration) {
        List<String> omitted = pages.stream()
                .filter(page -> !order.contains(page)
                        && !configuration.notInNavigation().matches(page))
                .toList();
        if (!omitted.isEmpty()) {
            String some = String.join(", ", omitted.subList(0, Math.min(10, omitted.size())));
            findings.add(Diagnostic.info(
                            "docs-nav-omitted",
                            omitted.size() + " pages are not in \"nav\": " + some
                                    + (omitted.size() > 10 ? " \u2026" : ""))
                    .at(configuration.location())
                    .hint("Add them, or list them under not_in_nav")
                    .build());
        }
    }

    private List<NavNode> implied(String prefix) {
        Folder root = new Folder("");
        pages.stream()
                .filter(page -> page.startsWith(prefix))
                .sorted(FILE_ORDER)
                .forEach(page -> {
                    Folder folder = root;
                    for (String name :
                            SiteUrls.folder(page).substring(prefix.length()).split("/")) {
                        folder = name.isEmpty() ? folder : folder.child(name);
                    }
                    folder.add(page);
                    order.add(page);
                });
        return root.nodes();
    }

    // As mkdocs' file_sort_key: the folder, the index first, the name.
    private static final Comparator<String> FILE_ORDER = Comparator.<String, String[]>comparing(
                    page -> SiteUrls.folder(page).split("/"), Arrays::compare)
            .thenComparing(page -> !SiteUrls.isIndex(page))
            .thenComparing(Comparator.naturalOrder());

    /** A folder while the implied navigation is built. */
    private final class Folder {
        private final String name;
        private final List<NavNode> pages = new ArrayList<>();
        private final Map<String, Folder> folders = new LinkedHashMap<>();

        Folder(String name) {
            this.name = name;
        }

        Folder child(String childName) {
            return folders.computeIfAbsent(childName, Folder::new);
        }

        void add(String page) {
            pages.add(new NavNode.Page(title(page), page));
        }

        List<NavNode> nodes() {
            List<NavNode> nodes = new ArrayList<>(pages);
            folders.values().forEach(folder -> nodes.add(new NavNode.Section(readable(folder.name), folder.nodes())));
            return nodes;
        }
    }
}
