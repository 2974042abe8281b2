package dev.portalsdk.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code portal docs}. */
@Command(
        name = "docs",
        mixinStandardHelpOptions = true,
        description = "Documentation from mkdocs.yml: builds, serves or publishes it.")
final class DocsCommand implements Subcommands.Group {
    @Override
    public void addTo(CommandLine line, Terminal terminal) {
        Subcommands.add(line, "build", new DocsBuildCommand(terminal), terminal);
        Subcommands.add(line, "serve", new DocsServeCommand(terminal), terminal);
        Subcommands.add(line, "publish", new DocsPublishCommand(terminal), terminal);
    }
}
