package dev.portalsdk.cli;

import picocli.CommandLine;

/** Puts commands into one another. */
final class Subcommands {
    /** A command that only holds others. */
    interface Group {
        /** Adds them. */
        void addTo(CommandLine line, Terminal terminal);
    }

    private Subcommands() {}

    static void add(CommandLine line, String name, Object command, Terminal terminal) {
        CommandLine added = new CommandLine(command);
        if (command instanceof Group group) {
            group.addTo(added, terminal);
        }
        line.addSubcommand(name, added);
    }
}
