package dev.portalsdk.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The program {@code portal}. */
public final class Portal {
    /** The command line is wrong, as sysexits.h has it. */
    static final int USAGE = 64;

    /** Something that is needed cannot be read, written or reached. */
    static final int UNAVAILABLE = 74;

    private static final Map<String, Function<Terminal, Object>> COMMANDS = commands();

    private Portal() {}

    private static Map<String, Function<Terminal, Object>> commands() {
        Map<String, Function<Terminal, Object>> commands = new LinkedHashMap<>();
        commands.put("check", CheckCommand::new);
        commands.put("plan", PlanCommand::new);
        commands.put("docs", terminal -> new DocsCommand());
        commands.put("template", terminal -> new TemplateCommand());
        commands.put("catalog", terminal -> new CatalogCommand());
        return commands;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        int exitCode = run(Terminal.ofProcess(), arguments);
        System.out.flush();
        // Not System.exit in the middle: what is buffered is written first.
        System.exit(exitCode);
    }

    /**
     * Runs a command.
     *
     * @return 0 if all is well, 1 or 2 as {@code --fail-on} says of findings, 64 if the command line is wrong, 74 if something cannot be read, written or reached
     */
    static int run(Terminal terminal, String... arguments) {
        CommandSpec spec = CommandSpec.create().name("portal").mixinStandardHelpOptions(true);
        spec.usageMessage().description("Checks, plans, documents and queries a developer portal's files.");
        spec.version("portal " + version());
        CommandLine line = new CommandLine(spec);
        COMMANDS.forEach((name, command) -> {
            // Reading what a command takes costs time: only that of the one asked for is read.
            if (arguments.length == 0 || !COMMANDS.containsKey(arguments[0]) || arguments[0].equals(name)) {
                Subcommands.add(line, name, command.apply(terminal), terminal);
            }
        });
        spec.parser().abbreviatedOptionsAllowed(false);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, failed, parsed) -> Failures.tell(e, terminal));
        line.setExecutionStrategy(parsed -> executed(line, terminal, parsed));
        line.setParameterExceptionHandler((e, all) -> Failures.tell(e, terminal));
        int exitCode = line.execute(arguments);
        terminal.out().flush();
        terminal.err().flush();
        return exitCode;
    }

    private static int executed(CommandLine line, Terminal terminal, CommandLine.ParseResult parsed) {
        if (!parsed.hasSubcommand() && !parsed.isUsageHelpRequested() && !parsed.isVersionHelpRequested()) {
            line.usage(terminal.err());
            return USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static String version() {
        String version = Portal.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
