package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be said about a site only when all its pages are known. */
final class SiteChecks {

    private static final int MAX_ANCHORS_TO_SUGGEST_FROM = 300;
    private static final int MAX_UNUSED = 100;

    /** Files that others than pages ask for. */
    private static final Set<String> WELL_KNOWN = Set.of("robots.txt", "CNAME", "favicon.ico", "LICENSE");

    private final SiteConfiguration configuration;
    private final DocsFolder folder;
    private final SiteUrls urls;
    private final List<Diagnostic> findings = new ArrayList<>();

    SiteChecks(SiteConfiguration configuration, DocsFolder folder, SiteUrls urls) {
        this.configuration = configuration;
        this.folder = folder;
        this.urls = urls;
    }

    List<Diagnostic> check(Map<String, Article> articles, Navigation navigation) {
        findings.addAll(navigation.findings());
        Set<String> usedAssets = new HashSet<>(configuration.usedAssets());
        for (Article article : articles.values()) {
            findings.addAll(article.page().findings());
            findings.addAll(article.links().findings());
            usedAssets.addAll(article.links().assets());
            for (PageResolver.AnchorUse use : article.links().anchors()) {
                checkAnchor(use, Optional.ofNullable(articles.get(use.page())));
            }
        }
        checkAssets(usedAssets);
        configuration.redirects().forEach((from, redirect) -> checkRedirect(from, redirect, articles));
        if (!urls.haveHome(articles.keySet())) {
            findings.add(Diagnostic.warning("docs-no-home", "There is no index.md; a list of the pages takes its place")
                    .at(configuration.location())
                    .hint("Add \"" + configuration.docsDirectory() + "/index.md\"")
                    .build());
        }
        return findings;
    }

    static Diagnostic conflict(String name, String path, String why) {
        return Diagnostic.warning("docs-output-conflict", "\"" + path + "\" is left out: it " + why)
                .at(SourceLocation.startOf(name))
                .hint("Rename it")
                .build();
    }

    private void checkAnchor(PageResolver.AnchorUse use, Optional<Article> target) {
        Set<String> anchors = target.map(article -> article.page().anchors()).orElse(Set.of());
        if (target.isEmpty() || anchors.contains(use.anchor()) || use.anchor().equals("top")) {
            return;
        }
        Diagnostic.Builder finding = Diagnostic.warning(
                        LinkRules.ANCHOR,
                        "Link \"" + use.link().target() + "\": \"" + use.page() + "\" has no anchor \"" + use.anchor()
                                + "\"")
                .at(use.link().location());
        Optional<String> close = anchors.size() > MAX_ANCHORS_TO_SUGGEST_FROM
                ? Optional.empty()
                : Suggestions.closest(use.anchor(), anchors);
        findings.add(close.map(anchor -> finding.hint("Did you mean \"#" + anchor + "\"?"))
                .orElse(finding)
                .build());
    }

    private void checkAssets(Set<String> used) {
        folder.assets().entrySet().stream()
                .filter(asset -> !used.contains(asset.getKey()) && !WELL_KNOWN.contains(asset.getKey()))
                .limit(MAX_UNUSED)
                .map(asset -> Diagnostic.info(LinkRules.UNUSED, "No page shows or links to \"" + asset.getKey() + "\"")
                        .at(SourceLocation.startOf(asset.getValue().name()))
                        .hint("Remove it, or list it under exclude_docs")
                        .build())
                .forEach(findings::add);
    }

    private void checkRedirect(String from, SiteConfiguration.Redirect redirect, Map<String, Article> articles) {
        String target = Redirects.pageOf(redirect);
        if (articles.containsKey(from)) {
            report(redirect, "\"" + from + "\" is not redirected: there is a page of that name");
        } else if (!SiteUrls.isPage(from)) {
            report(redirect, "\"" + from + "\" is not redirected: it is not the name of a page such as old.md");
        } else if (!Redirects.isElsewhere(redirect) && !articles.containsKey(target)) {
            report(redirect, "\"" + from + "\" is redirected to \"" + target + "\", which is no page of the site");
        }
    }

    private void report(SiteConfiguration.Redirect redirect, String message) {
        findings.add(Diagnostic.warning("docs-redirect", message)
                .at(redirect.location())
                .build());
    }
}
