package dev.portalsdk.cli;

import dev.portalsdk.model.PortalException;
import dev.portalsdk.model.report.Printable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/** Tells what kept a command from its work, in a line, and which exit code that is. */
final class Failures {
    private Failures() {}

    static int tell(Exception e, Terminal terminal) {
        boolean usage = e instanceof CommandLine.ParameterException || e instanceof IllegalArgumentException;
        terminal.out().flush();
        terminal.err().println("portal: " + Printable.line(said(e)));
        if (e instanceof CommandLine.ParameterException wrong) {
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, terminal.err());
            terminal.err()
                    .println("Try: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        if (!usage && !(e instanceof IOException) && !(e instanceof PortalException)) {
            e.printStackTrace(terminal.err()); // a mistake of ours
        }
        terminal.err().flush();
        return usage ? Portal.USAGE : Portal.UNAVAILABLE;
    }

    private static String said(Exception e) {
        String message = e.getMessage();
        if (e instanceof NoSuchFileException) {
            return message + " does not exist";
        }
        return message == null || e instanceof FileSystemException ? String.valueOf(e) : message;
    }
}
