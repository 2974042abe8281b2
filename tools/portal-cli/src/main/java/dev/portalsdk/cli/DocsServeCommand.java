package dev.portalsdk.cli;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.report.SnippetReport;
import dev.portalsdk.model.report.Summary;
import dev.portalsdk.scaffolder.Workspace;
import dev.portalsdk.techdocs.site.SitePreview;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.techdocs.site.SiteSource;
import dev.portalsdk.tools.DocsPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal docs serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description =
                "Shows documentation while it is written, at an address of this machine, until the process is ended.")
final class DocsServeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "The folder with mkdocs.yml; default: this directory.")
    private Path directory = Path.of(".");

    @Option(names = "--port", description = "Default ${DEFAULT-VALUE}; 0 for any that is free.")
    private int port = 3000;

    @Option(names = "--host", description = "The address to serve at; default ${DEFAULT-VALUE}.")
    private String host = "localhost";

    DocsServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path target = Files.createTempDirectory("portal-docs-serve");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(target)));
        try (SitePreview preview = SitePreview.start(
                SiteRenderer.create(),
                SiteSource.of(directory),
                target.resolve("site"),
                new InetSocketAddress(host, port),
                site -> tell(DocsPlaces.of(site.findings(), directory)))) {
            terminal.out().println(preview.uri());
            terminal.out().flush();
            new CountDownLatch(1).await(); // until it is interrupted
        }
        return 0;
    }

    private synchronized void tell(List<Diagnostic> findings) {
        try {
            SnippetReport report = SnippetReport.create();
            (terminal.colours() ? report.coloured() : report).append(findings, terminal.err());
            terminal.err().println(Summary.of(findings));
            terminal.err().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try {
            Workspace.deleteTree(directory);
        } catch (IOException e) {
            // the temporary directory of the machine is cleaned by others, too
        }
    }
}
