package dev.portalsdk.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code portal catalog}. */
@Command(name = "catalog", mixinStandardHelpOptions = true, description = "Asks a catalog, or keeps it.")
final class CatalogCommand implements Subcommands.Group {
    @Override
    public void addTo(CommandLine line, Terminal terminal) {
        Subcommands.add(line, "query", new QueryCommand(terminal), terminal);
        Subcommands.add(line, "snapshot", new SnapshotCommand(terminal), terminal);
    }
}
