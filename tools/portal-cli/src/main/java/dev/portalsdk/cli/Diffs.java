package dev.portalsdk.cli;

import dev.portalsdk.model.report.Printable;
import dev.portalsdk.scaffolder.FileChange;
import java.util.Locale;

/** Differences of files, for people. */
final class Diffs {
    private static final int MAX_LINES = 200;

    private Diffs() {}

    static void print(FileChange change, Terminal terminal) {
        terminal.out().println(change.kind().name().toLowerCase(Locale.ROOT) + " " + Printable.line(change.path()));
        change.diff().lines().limit(MAX_LINES).forEach(line -> terminal.out().println("  " + Printable.line(line)));
    }
}
