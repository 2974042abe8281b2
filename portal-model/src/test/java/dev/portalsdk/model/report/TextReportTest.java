package dev.portalsdk.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.model.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextReportTest {

    @Test
    void isOneLineForEachFindingByPlace() {
        assertEquals("""
                [ERROR] Not YAML: it ends too early | yaml a/catalog-info.yaml:1:4
                [WARNING] component:default/web: spec.owner "team-z" is no Group or User in the catalog; did you mean "team-a"? | dangling-ref b/catalog-info.yaml:3:10
                [INFO] Nothing about a file | of-the-host
                """, Findings.text(TextReport.create(), Findings.UNSORTED));
    }

    @Test
    void noFileDrivesTheTerminal() {
        Diagnostic hostile = Diagnostic.error("x", "a\u001b[2J\nb\r\u202e\u2028c\u0085\ud800")
                .build();
        assertEquals(
                "[ERROR] a\\u001b[2J\\u000ab\\u000d\\u202e\\u2028c\\u0085\\ud800 | x\n",
                Findings.text(TextReport.create(), List.of(hostile)));
    }

    @Test
    void isWrittenInUtf8AndTheStreamLeftOpen() throws IOException {
        boolean[] closed = {false};
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed[0] = true;
            }
        };
        TextReport.create().write(List.of(Diagnostic.info("x", "größer 🚀").build()), out);
        assertEquals("[INFO] größer 🚀 | x\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(false, closed[0]);
    }

    @Test
    void aStreamThatFailsIsTheCallersAffair() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("full");
            }
        };
        assertThrows(IOException.class, () -> TextReport.create().write(Findings.UNSORTED, full));
    }

    @Test
    void theSummaryCountsBySeverity() {
        assertEquals("1 error, 1 warning, 1 info", Summary.of(Findings.UNSORTED).toString());
        assertEquals(
                "2 warnings",
                Summary.of(List.of(Findings.DANGLING, Findings.DANGLING)).toString());
        assertEquals("no findings", Summary.of(List.of()).toString());
    }
}
