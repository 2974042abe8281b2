package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownRenderer;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * What every build of a renderer is made with.
 *
 * @param keepSources whether the Markdown of each page is written beside the site
 */
record SiteParts(
        Executor executor,
        SiteLimits limits,
        Clock clock,
        MarkdownRenderer markdown,
        SiteTheme theme,
        LintLevels levels,
        boolean keepSources) {}
