package dev.portalsdk.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes to.
 *
 * @param out the answer, in UTF-8
 * @param err everything else
 * @param colours whether text may have colours
 * @param interactive whether somebody is watching, who wants to know how it gets on
 */
record Terminal(PrintWriter out, PrintWriter err, boolean colours, boolean interactive) {

    static Terminal ofProcess() {
        boolean interactive = isTerminal() && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                writer(new FileOutputStream(FileDescriptor.out)),
                writer(new FileOutputStream(FileDescriptor.err)),
                interactive && !saysNoColour(System.getenv()),
                interactive);
    }

    /** As no-color.org has it: any value but the empty one. */
    static boolean saysNoColour(Map<String, String> environment) {
        return !environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    Terminal withColours(boolean wanted) {
        return new Terminal(out, err, wanted, interactive);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8)));
    }

    /** Since Java 22 there is a console also where there is no terminal, and it can be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Object console = System.console();
        if (console == null) {
            return false;
        }
        if (Runtime.version().feature() < 22) {
            return true;
        }
        try {
            Method asked = java.io.Console.class.getMethod("isTerminal");
            return Boolean.TRUE.equals(asked.invoke(console));
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
