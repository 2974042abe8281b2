package dev.portalsdk.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command wrote in this process, and its exit code. */
record Run(int exitCode, String out, String err) {
    static Run of(String... arguments) {
        return of(false, arguments);
    }

    static Run of(boolean colours, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Portal.run(new Terminal(new PrintWriter(out), new PrintWriter(err), colours, false), arguments);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
