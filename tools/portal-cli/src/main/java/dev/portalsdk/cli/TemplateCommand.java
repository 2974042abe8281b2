package dev.portalsdk.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code portal template}. */
@Command(
        name = "template",
        mixinStandardHelpOptions = true,
        description = "Tests templates, or tries one, without a network.")
final class TemplateCommand implements Subcommands.Group {
    @Override
    public void addTo(CommandLine line, Terminal terminal) {
        Subcommands.add(line, "test", new TemplateTestCommand(terminal), terminal);
        Subcommands.add(line, "dry-run", new TemplateDryRunCommand(terminal), terminal);
    }
}
