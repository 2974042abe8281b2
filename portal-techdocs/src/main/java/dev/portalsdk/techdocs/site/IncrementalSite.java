package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One site that is rendered again and again. Each run looks at every file's time and size, renders the pages of which
 * something they were made from has changed, and writes what came out differently. The target then holds, byte for byte,
 * what {@link SiteRenderer#render(SiteSource, Path)} would write, {@code build_timestamp} apart.
 *
 * <p>Holds the pages of the site in memory. Runs wait for one another.
 */
public final class IncrementalSite {

    private final SiteRenderer renderer;
    private final SiteSource source;
    private final Path target;
    private final YamlFiles yaml = new YamlFiles();
    private Optional<SiteMemory> memory = Optional.empty();

    IncrementalSite(SiteRenderer renderer, SiteSource source, Path target) {
        this.renderer = renderer;
        this.source = source;
        this.target = target;
    }

    /**
     * Brings the target up to date.
     *
     * @return the whole site as it is now; findings with errors mean that nothing was written
     * @throws IOException as {@link SiteRenderer#render(SiteSource, Path)}; the next run then starts anew
     */
    public synchronized RenderedSite render() throws IOException {
        Optional<SiteMemory> before = memory;
        memory = Optional.empty();
        if (before.isPresent() && !before.get().isIn(target)) {
            before = before.map(SiteMemory::notWritten);
        }
        SiteBuild.Result result = renderer.build(source, target, yaml, before, true);
        memory = result.memory();
        return result.site();
    }
}
