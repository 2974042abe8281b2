package dev.portalsdk.techdocs;

import dev.portalsdk.techdocs.site.RenderedSite;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.techdocs.site.SiteSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Generates sites with {@link SiteRenderer}: no Python, no container, no other program. */
public final class MarkdownSiteGenerator implements Generator {

    private final SiteRenderer renderer;

    private MarkdownSiteGenerator(SiteRenderer renderer) {
        this.renderer = renderer;
    }

    /** With a standard renderer. */
    public static MarkdownSiteGenerator create() {
        return with(SiteRenderer.create());
    }

    /** With a renderer of the caller's. */
    public static MarkdownSiteGenerator with(SiteRenderer renderer) {
        return new MarkdownSiteGenerator(renderer);
    }

    @Override
    public GeneratedSite generate(SiteSource source, Path target) throws IOException {
        long start = System.nanoTime();
        RenderedSite site = renderer.render(source, target);
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        return new GeneratedSite(target, site.pages(), site.findings(), site.brokenLinks(), duration);
    }
}
