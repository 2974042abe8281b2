package dev.portalsdk.cli;

import dev.portalsdk.techdocs.site.PageCache;
import dev.portalsdk.techdocs.site.RenderedSite;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.tools.DocsPlaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal docs build}. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a static site; with errors nothing is written.",
            "Exit code: 0, or 2 with errors, 1 with what else --fail-on names; 64 wrong usage, 74 something cannot be read or written."
        })
final class DocsBuildCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The folder with mkdocs.yml; default: this directory.")
    private Path directory = Path.of(".");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "Where to write; default: site in this directory.")
    private Path target = Path.of("site");

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "Keeps rendered pages for the next run; writable by you alone.")
    private Optional<Path> cache = Optional.empty();

    @Mixin
    private ReportOptions report = new ReportOptions();

    DocsBuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SiteRenderer.Builder renderer = SiteRenderer.builder();
        cache.map(PageCache::in).ifPresent(renderer::cache);
        RenderedSite site =
                Progress.during(terminal, "Rendering", () -> renderer.build().render(directory, target));
        int exitCode = report.tell(DocsPlaces.of(site.findings(), directory), terminal);
        if (report.isText()) {
            terminal.out()
                    .println(
                            site.hasErrors()
                                    ? "Nothing is written"
                                    : site.pages().size() + " pages in " + target);
        }
        return exitCode;
    }
}
