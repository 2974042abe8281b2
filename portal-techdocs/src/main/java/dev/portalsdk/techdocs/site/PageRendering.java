package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.markdown.MarkdownPage;
import dev.portalsdk.techdocs.markdown.MarkdownRenderer;
import dev.portalsdk.techdocs.markdown.PageLink;
import dev.portalsdk.techdocs.markdown.SnippetReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the articles of one run. A page is rendered again only if something it was made from differs: its bytes, a
 * snippet, or the answer to where one of its links leads. Used by many threads.
 */
final class PageRendering {

    private static final Logger LOG = LoggerFactory.getLogger(PageRendering.class);

    private static final String FAILED = "docs-page-failed";

    private final MarkdownRenderer markdown;
    private final Optional<PageCache> cache;
    private final boolean drawsDiagrams;
    private final String limits;
    private final DocsFolder folder;
    private final SiteUrls urls;
    private final SnippetReader snippets;
    private final boolean remember;

    /** @param remember whether the articles may be asked for again in another run */
    PageRendering(SiteParts parts, DocsFolder folder, SiteUrls urls, SnippetReader snippets, boolean remember) {
        this.markdown = parts.markdown();
        this.cache = parts.cache();
        this.drawsDiagrams = parts.drawsDiagrams();
        this.limits = parts.limits().page().toString();
        this.folder = folder;
        this.urls = urls;
        this.snippets = snippets;
        this.remember = remember || cache.isPresent();
    }

    /** @param sameLinks whether every link leads where it did when the article was known */
    Article article(String path, Optional<Article> known, boolean sameLinks) {
        SourceFile file = Optional.ofNullable(folder.pages().get(path)).orElseThrow();
        if (known.isEmpty() || !PageInput.areSame(known.get().input().asked(), snippets)) {
            return made(path, read(file));
        }
        Article old = known.get();
        if (old.input().isCertainlyIn(file)) {
            return reused(old, old.input(), sameLinks).orElseGet(() -> made(path, read(file)));
        }
        PageInput input = read(file);
        Optional<Article> same = old.input().hasSameContent(input)
                ? reused(old, input.withSnippets(old.input().asked()), sameLinks)
                : Optional.empty();
        return same.orElseGet(() -> made(path, input));
    }

    private PageInput read(SourceFile file) {
        try {
            return PageInput.read(file, snippets, remember);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links are asked again when the site's files are others; what is wrong with them may be new even if they are not. */
    private Optional<Article> reused(Article old, PageInput input, boolean sameLinks) {
        if (sameLinks) {
            return Optional.of(old.with(input, old.links()));
        }
        PageResolver links = new PageResolver(old.path(), folder, urls);
        for (PageLink link : old.page().links()) {
            links.rewrite(link);
        }
        return links.answers().equals(old.links().answers()) ? Optional.of(old.with(input, links)) : Optional.empty();
    }

    /** From the cache, if it has just that page, else rendered. */
    private Article made(String path, PageInput input) {
        Optional<String> key = cache.flatMap(pages -> key(pages, input));
        if (key.isEmpty()) {
            return rendered(path, input);
        }
        PageCache pages = cache.orElseThrow();
        return pages.read(key.get()).flatMap(kept -> kept(path, input, kept)).orElseGet(() -> {
            Article article = rendered(path, input);
            if (!hasFailed(article)) {
                pages.write(key.get(), KeptPage.of(article));
            }
            return article;
        });
    }

    private static boolean hasFailed(Article article) {
        return article.page().findings().stream()
                .anyMatch(finding -> finding.ruleId().equals(FAILED));
    }

    /** What a host's program draws may be another picture tomorrow. */
    private Optional<String> key(PageCache pages, PageInput input) {
        boolean drawn = drawsDiagrams
                && (input.text().contains("plantuml") || input.text().contains("graphviz"));
        return drawn ? Optional.empty() : pages.key(input.file().name(), input.hash(), limits);
    }

    private Optional<Article> kept(String path, PageInput input, KeptPage kept) {
        if (!PageInput.areSame(kept.snippets(), snippets)) {
            return Optional.empty();
        }
        PageResolver links = new PageResolver(path, folder, urls);
        kept.page().links().forEach(links::rewrite);
        return links.answers().equals(kept.answers())
                ? Optional.of(Article.of(path, input.withSnippets(kept.snippets()), kept.page(), links))
                : Optional.empty();
    }

    private Article rendered(String path, PageInput input) {
        PageResolver links = new PageResolver(path, folder, urls);
        String source = input.file().name();
        try {
            MarkdownPage page = markdown.render(source, input.text(), links, input);
            return Article.of(path, input.withoutText(), page, links);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("Rendering {} failed", source, e);
            Diagnostic finding = Diagnostic.warning(FAILED, "The page could not be rendered: " + e)
                    .at(SourceLocation.startOf(source))
                    .hint("This is a fault of the renderer; please report it with the page")
                    .build();
            String html =
                    "<div class=\"admonition danger\">\n<p class=\"admonition-title\">Page not rendered</p>\n</div>\n";
            MarkdownPage page = new MarkdownPage(
                    html, Value.Obj.empty(), List.of(), Set.of(), List.of(), List.of(), List.of(finding));
            return Article.of(path, input.withoutText(), page, new PageResolver(path, folder, urls));
        }
    }
}
