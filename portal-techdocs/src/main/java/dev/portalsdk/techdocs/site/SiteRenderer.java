package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Validated;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * Renders a folder with {@code mkdocs.yml} and Markdown into a static site.
 *
 * <p>The same folder gives the same files every time, {@code build_timestamp} apart. Safe for use by many threads, as long
 * as each writes to a target of its own.
 */
public final class SiteRenderer {

    private final Executor executor;
    private final SiteLimits limits;
    private final Clock clock;
    private @Nullable Theme theme;

    private SiteRenderer(Builder builder) {
        this.executor = builder.executor;
        this.limits = builder.limits;
        this.clock = builder.clock;
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
        Validated<SiteConfiguration> read = ConfigurationReader.read(source);
        if (read.value().isEmpty()) {
            return new RenderedSite(List.of(), read.findings());
        }
        SiteConfiguration configuration = read.value().get();
        try {
            DocsFolder folder =
                    DocsFolder.scan(source, configuration.docsDirectory(), configuration.excluded(), limits);
            return new SiteBuild(configuration, folder, source, limits, executor, this::theme, clock)
                    .run(read.findings(), target);
        } catch (SiteTooLargeException e) {
            Diagnostic finding = Diagnostic.error("docs-site-limit", String.valueOf(e.getMessage()))
                    .at(configuration.location())
                    .build();
            return new RenderedSite(List.of(), List.of(finding));
        }
    }

    /** Compiling templates is the slowest part of a first run: it is done once, and beside the first pages. */
    private synchronized Theme theme() {
        Theme loaded = theme == null ? Theme.load() : theme;
        theme = loaded;
        return loaded;
    }

    /** Collects what a renderer is made of. */
    public static final class Builder {
        private Executor executor = ForkJoinPool.commonPool();
        private SiteLimits limits = SiteLimits.STANDARD;
        private Clock clock = Clock.systemUTC();

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

        /** Makes the renderer. */
        public SiteRenderer build() {
            return new SiteRenderer(this);
        }
    }
}
