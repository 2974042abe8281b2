package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.techdocs.markdown.DiagramRenderer;
import dev.portalsdk.techdocs.markdown.MarkdownRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * Renders a folder with {@code mkdocs.yml} and Markdown into a static site.
 *
 * <p>The same folder gives the same files every time, {@code build_timestamp} apart. Safe for use by many threads, as long
 * as each writes to a target of its own.
 */
public final class SiteRenderer {

    private final SiteParts parts;

    private SiteRenderer(Builder builder) {
        MarkdownRenderer.Builder markdown = MarkdownRenderer.builder().limits(builder.limits.page());
        builder.diagrams.ifPresent(markdown::diagrams);
        this.parts = new SiteParts(
                builder.executor,
                builder.limits,
                builder.clock,
                markdown.build(),
                builder.theme,
                new LintLevels(builder.severities, builder.ignored),
                builder.keepSources,
                builder.diagrams.isPresent(),
                builder.cache);
    }

    /** Standard limits, the common pool, the system's clock. */
    public static SiteRenderer create() {
        return builder().build();
    }

    /** Starts with standard limits, the common pool and the system's clock. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Renders a site.
     *
     * @param source the folder that holds {@code mkdocs.yml}; without one the defaults of MkDocs hold
     * @param target an empty or new folder, or one that holds a site rendered before
     * @return what was rendered; findings with errors mean that nothing was written
     * @throws IOException if the source cannot be read or the target not be written, which is not the author's doing
     */
    public RenderedSite render(Path source, Path target) throws IOException {
        return render(SiteSource.of(source), target);
    }

    /** As {@link #render(Path, Path)}, for a source of which more is known. */
    public RenderedSite render(SiteSource source, Path target) throws IOException {
        return build(source, target, new YamlFiles(), Optional.empty(), false).site();
    }

    /**
     * Renders a site again and again, each time only what changed.
     *
     * @param source as for {@link #render}
     * @param target as for {@link #render}; nobody else may write to it while the answer is in use
     */
    public IncrementalSite incremental(SiteSource source, Path target) {
        return new IncrementalSite(this, source, target);
    }

    /**
     * Renders a site over what an earlier run left.
     *
     * @param remember whether the answer is to hold what the next run needs
     */
    SiteBuild.Result build(
            SiteSource source, Path target, YamlFiles yaml, Optional<SiteMemory> before, boolean remember)
            throws IOException {
        Validated<SiteConfiguration> read = ConfigurationReader.read(source, yaml);
        if (read.value().isEmpty()) {
            return failed(read.findings());
        }
        SiteConfiguration configuration = read.value().get();
        try {
            return new SiteBuild(parts, configuration, source.directory(), before)
                    .run(read.findings(), target, remember);
        } catch (SiteTooLargeException e) {
            return failed(List.of(Diagnostic.error("docs-site-limit", String.valueOf(e.getMessage()))
                    .at(configuration.location())
                    .build()));
        }
    }

    private static SiteBuild.Result failed(List<Diagnostic> findings) {
        return new SiteBuild.Result(new RenderedSite(List.of(), findings), Optional.empty());
    }

    /** Collects what a renderer is made of. */
    public static final class Builder {
        private Executor executor = ForkJoinPool.commonPool();
        private SiteLimits limits = SiteLimits.STANDARD;
        private Clock clock = Clock.systemUTC();
        private SiteTheme theme = SiteTheme.standard();
        private Optional<DiagramRenderer> diagrams = Optional.empty();
        private final Map<String, Severity> severities = new HashMap<>();
        private final Set<String> ignored = new HashSet<>();
        private Optional<PageCache> cache = Optional.empty();
        private boolean keepSources;

        private Builder() {}

        /** Where pages are rendered, one task each; the caller waits. Default: the common pool. */
        public Builder executor(Executor pool) {
            this.executor = pool;
            return this;
        }

        /** How much a site may hold; default {@link SiteLimits#STANDARD}. */
        public Builder limits(SiteLimits siteLimits) {
            this.limits = siteLimits;
            return this;
        }

        /** Gives {@code build_timestamp}; default the system's. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** How sites look; default {@link SiteTheme#standard()}. */
        public Builder theme(SiteTheme siteTheme) {
            this.theme = siteTheme;
            return this;
        }

        /** Draws the PlantUML and Graphviz blocks, which stay code otherwise. The same source must give the same image. */
        public Builder diagrams(DiagramRenderer renderer) {
            this.diagrams = Optional.of(renderer);
            return this;
        }

        /**
         * How much findings of a rule weigh, for example an error for {@code docs-link-anchor}, so that a site with such a
         * link is not written. {@code strict} in {@code mkdocs.yml} comes on top, {@code validation} may silence them.
         */
        public Builder severity(String ruleId, Severity severity) {
            severities.put(ruleId, severity);
            return this;
        }

        /** Leaves out the findings of a rule. */
        public Builder ignore(String ruleId) {
            ignored.add(ruleId);
            return this;
        }

        /** Keeps the Markdown of each page in the site, under the path it has in the docs folder; default false. */
        public Builder keepSources(boolean keep) {
            this.keepSources = keep;
            return this;
        }

        /** Keeps rendered pages for other runs, also of other processes; default none. */
        public Builder cache(PageCache pages) {
            this.cache = Optional.of(pages);
            return this;
        }

        /** Makes the renderer. */
        public SiteRenderer build() {
            return new SiteRenderer(this);
        }
    }
}
