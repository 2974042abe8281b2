package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {
    @TempDir
    Path temp;

    private Workspace workspace;

    @BeforeEach
    void open() throws IOException {
        workspace = Workspace.in(Files.createDirectory(temp.resolve("workspace")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/../../x", "/etc/passwd", "..", "a/b/../../../workspace2", "a\0b", "\\\\host\\x"})
    void pathsThatLeadOutAreRefused(String path) {
        assertThrows(ScaffolderException.class, () -> workspace.resolve(path));
    }

    @Test
    void pathThatLeadsOutOfItsDirectoryIsRefusedThoughItStaysInTheWorkspace() throws IOException {
        Path below = workspace.resolve("service");

        assertThrows(ScaffolderException.class, () -> workspace.resolve(below, "../.github/workflows/ci.yml"));
        assertEquals(workspace.root().resolve("service/a"), workspace.resolve(below, "b/../a"));
    }

    @Test
    void pathsInsideAreGivenWhetherTheyExistOrNot() throws IOException {
        assertEquals(workspace.root(), workspace.resolve("./"));
        assertEquals(workspace.root(), workspace.resolve(""));
        assertEquals(workspace.root().resolve("a/c"), workspace.resolve("a/b/../c"));
        assertEquals(workspace.root().resolve("..."), workspace.resolve("..."));
    }

    @Test
    void linksThatLeadOutAreRefused() throws IOException {
        Files.createSymbolicLink(workspace.root().resolve("out"), temp);
        Files.createSymbolicLink(workspace.root().resolve("dangling"), temp.resolve("not-there-yet"));
        Files.createDirectory(workspace.root().resolve("real"));
        Files.createSymbolicLink(
                workspace.root().resolve("in"), workspace.root().resolve("real"));

        assertThrows(ScaffolderException.class, () -> workspace.resolve("out/x"));
        assertThrows(ScaffolderException.class, () -> workspace.resolve("out"));
        assertThrows(ScaffolderException.class, () -> workspace.resolve("dangling"));
        assertEquals(workspace.root().resolve("in/x"), workspace.resolve("in/x"));
    }

    @Test
    void deletingDoesNotFollowLinks() throws IOException {
        Path outside = Files.writeString(temp.resolve("outside.txt"), "x");
        Files.createDirectory(workspace.root().resolve("d"));
        Files.createSymbolicLink(workspace.root().resolve("d/link"), outside);
        Files.createSymbolicLink(workspace.root().resolve("d/dir"), temp);

        assertEquals(List.of("d/dir", "d/link"), workspace.files());
        Workspace.deleteTree(workspace.root().resolve("d"));

        assertFalse(Files.exists(workspace.root().resolve("d")));
        assertTrue(Files.exists(outside));
    }
}
