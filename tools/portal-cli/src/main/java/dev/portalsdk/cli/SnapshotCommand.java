package dev.portalsdk.cli;

import dev.portalsdk.catalog.plan.CatalogSnapshot;
import dev.portalsdk.catalog.plan.CatalogVersion;
import dev.portalsdk.catalog.plan.PlanLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal catalog snapshot}. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        description = "Writes a catalog into a file that portal plan --base takes.")
final class SnapshotCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "VERSION",
            arity = "0..1",
            description = "A directory, an address or a revision; default: this directory.")
    private String version = ".";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "The file to write.")
    private Path file = Path.of("");

    @Mixin
    private TokenOption token = new TokenOption();

    SnapshotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        CatalogVersion wanted = new VersionText(Path.of(""), token.token()).of(version);
        CatalogSnapshot snapshot = Progress.during(terminal, "Loading", () -> wanted.load(PlanLoader.standard()));
        snapshot.write(file);
        terminal.err().println(snapshot);
        return 0;
    }
}
