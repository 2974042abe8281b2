package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownRenderer;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What every build of a renderer is made with.
 *
 * @param keepSources whether the Markdown of each page is written beside the site
 * @param drawsDiagrams whether a program of the host's has a hand in pages
 */
record SiteParts(
        Executor executor,
        SiteLimits limits,
        Clock clock,
        MarkdownRenderer markdown,
        SiteTheme theme,
        LintLevels levels,
        boolean keepSources,
        boolean drawsDiagrams,
        Optional<PageCache> cache) {}
