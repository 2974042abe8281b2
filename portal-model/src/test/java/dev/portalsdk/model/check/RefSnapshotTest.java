package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Validated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefSnapshotTest {
    private static final Set<EntityRef> TWO = Set.of(EntityRef.parse("component:a"), EntityRef.parse("group:x/b"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "component:default/a\ngroup:x/b\n",
                "\uFEFF# refs\r\n\r\n  Component:A  \r\ngroup:x/b",
                "[\"component:a\", \"group:x/b\"]",
                "# comment\n---\n- component:a\n- group:X/b\n",
                "\uFEFF[component:a,\n group:x/b]"
            })
    void linesAndListsAreRead(String text) throws IOException {
        Validated<RefSnapshot> read = read(text);
        assertEquals(List.of(), read.findings());
        assertEquals(TWO, read.orThrow().refs());
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = directory.resolve("refs.txt");
        RefSnapshot.of(TWO).write(file);
        assertEquals("component:default/a\ngroup:x/b\n", Files.readString(file).replace("\r\n", "\n"));
        assertEquals(RefSnapshot.of(TWO), RefSnapshot.read(file).orThrow());
    }

    @Test
    void refsThatNoLineCanHoldAreReadBackToo() throws IOException {
        Path file = directory.resolve("odd.txt");
        RefSnapshot odd = RefSnapshot.of(
                Set.of(EntityRef.parse("component:a\nb"), EntityRef.parse("#a:b"), EntityRef.parse("c:d/ e ")));
        odd.write(file);
        assertEquals(odd, RefSnapshot.read(file).orThrow());
    }

    @Test
    void linesThatAreNoRefsAreToldWithTheirPlace() throws IOException {
        Validated<RefSnapshot> read = read("component:a\nweb\n:\ngroup:x/b\n");
        assertEquals(TWO, read.value().orElseThrow().refs());
        assertEquals(List.of(2, 3), lines(read));
        assertTrue(read.findings().get(0).message().contains("\"web\""));
    }

    @Test
    void elementsThatAreNoTextsAreToldWithTheirPlace() throws IOException {
        Validated<RefSnapshot> read = read("- component:a\n- {a: b}\n- 12\n- group:x/b\n");
        assertEquals(TWO, read.value().orElseThrow().refs());
        assertEquals(List.of(2, 3), lines(read));
    }

    @Test
    void aFileOfNonsenseDoesNotMakeAMillionFindings() throws IOException {
        assertEquals(100, read("x\n".repeat(100_000)).findings().size());
    }

    private static List<Integer> lines(Validated<RefSnapshot> read) {
        return read.findings().stream()
                .map(finding -> finding.location().orElseThrow().line())
                .toList();
    }

    private Validated<RefSnapshot> read(String text) throws IOException {
        return RefSnapshot.read(Files.writeString(directory.resolve("refs"), text));
    }
}
