package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** A form in which findings are shown. Implementations here are immutable and write findings sorted by place. */
@FunctionalInterface
public interface FindingReport {

    /** Writes a whole report. */
    void append(Collection<Diagnostic> findings, Appendable out) throws IOException;

    /** Writes a whole report in UTF-8; flushes the stream and leaves it open. */
    default void write(Collection<Diagnostic> findings, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        append(findings, writer);
        writer.flush();
    }
}
