package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JGit's own client against the forge. */
@Timeout(60)
class FakeForgeGitTest {
    @TempDir
    Path directory;

    private static CredentialsProvider token(String text) {
        return new UsernamePasswordCredentialsProvider("x-access-token", text);
    }

    @Test
    void clonesWholeAndShallow() throws Exception {
        try (FakeForge forge = FakeForge.start()) {
            ForgeRepository web = forge.createRepository("acme/web", Map.of("a.txt", "one", "docs/b.txt", "two"));
            web.commit(Map.of("a.txt", "changed"));
            try (Git whole = Git.cloneRepository()
                            .setURI(web.cloneUrl())
                            .setDirectory(directory.resolve("whole").toFile())
                            .call();
                    Git shallow = Git.cloneRepository()
                            .setURI(web.cloneUrl())
                            .setDepth(1)
                            .setDirectory(directory.resolve("shallow").toFile())
                            .call()) {
                assertEquals("changed", Files.readString(directory.resolve("whole/a.txt")));
                assertEquals("two", Files.readString(directory.resolve("shallow/docs/b.txt")));
                assertEquals("main", whole.getRepository().getBranch());
                assertEquals(2, count(whole.log().call()));
                assertEquals(1, count(shallow.log().call()));
            }
        }
    }

    private static int count(Iterable<?> items) {
        int count = 0;
        for (Object ignored : items) {
            count++;
        }
        return count;
    }

    private Git newRepository(Map<String, String> files) throws IOException, GitAPIException {
        Path work = Files.createTempDirectory(directory, "work");
        Git git =
                Git.init().setDirectory(work.toFile()).setInitialBranch("main").call();
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(work.resolve(file.getKey()), file.getValue());
        }
        git.add().addFilepattern(".").call();
        git.commit()
                .setMessage("first")
                .setAuthor("a", "a@example.invalid")
                .setCommitter("a", "a@example.invalid")
                .setSign(false)
                .call();
        return git;
    }

    private static RemoteRefUpdate.Status push(Git git, String url, CredentialsProvider credentials)
            throws GitAPIException {
        return git.push()
                .setRemote(url)
                .setRefSpecs(new RefSpec("main:main"))
                .setCredentialsProvider(credentials)
                .call()
                .iterator()
                .next()
                .getRemoteUpdate("refs/heads/main")
                .getStatus();
    }

    @Test
    void takesPushesAndRefusesToLoseCommits() throws Exception {
        try (FakeForge forge = FakeForge.start();
                Git git = newRepository(Map.of("new.txt", "x".repeat(100_000)))) {
            ForgeRepository empty = forge.createRepository("acme/empty", Map.of());
            assertEquals(RemoteRefUpdate.Status.OK, push(git, empty.cloneUrl(), token("any")));
            assertEquals(100_000, empty.file("new.txt").orElseThrow().length());
            try (Git rival = newRepository(Map.of("other.txt", "y"))) {
                assertEquals(
                        RemoteRefUpdate.Status.REJECTED_NONFASTFORWARD, push(rival, empty.cloneUrl(), token("any")));
            }
            assertTrue(
                    forge.requests().stream().anyMatch(request -> request.path().endsWith("/git-receive-pack")));
        }
    }

    @Test
    void checksTheToken() throws Exception {
        try (FakeForge forge = FakeForge.builder().token("t0k3n").start();
                Git git = newRepository(Map.of("a", "b"))) {
            ForgeRepository web = forge.createRepository("acme/web", Map.of());
            assertThrows(TransportException.class, () -> push(git, web.cloneUrl(), token("wrong")));
            assertThrows(
                    TransportException.class,
                    () -> Git.lsRemoteRepository().setRemote(web.cloneUrl()).call());
            assertEquals(RemoteRefUpdate.Status.OK, push(git, web.cloneUrl(), token("t0k3n")));
            assertFalse(forge.requests().toString().contains("t0k3n"));
        }
    }

    @Test
    void sameContentsHaveTheSameCommit() {
        try (FakeForge one = FakeForge.start();
                FakeForge other = FakeForge.start()) {
            Map<String, String> files = Map.of("b", "2", "a", "1", "c/d", "3");
            assertEquals(
                    one.createRepository("acme/web", files).commitOf("main"),
                    other.createRepository("acme/web", files).commitOf("main"));
        }
    }

    @Test
    void takesDirectoriesAndEdits() throws IOException {
        Files.createDirectories(directory.resolve("src/.git"));
        Files.writeString(directory.resolve("src/.git/config"), "no");
        Files.writeString(directory.resolve("src/run"), "#!");
        assertTrue(directory.resolve("src/run").toFile().setExecutable(true));
        try (FakeForge forge = FakeForge.start()) {
            ForgeRepository web = forge.createRepository("acme/web", directory.resolve("src"));
            assertEquals(Map.of("run", "#!"), web.files());
            web.commit(Map.of("x/y", "1"));
            web.remove("run");
            assertEquals(Map.of("x/y", "1"), web.files());
            assertThrows(IllegalArgumentException.class, () -> web.remove("run"));
            assertThrows(IllegalArgumentException.class, () -> forge.createRepository("acme/web", Map.of()));
            assertThrows(IllegalArgumentException.class, () -> forge.createRepository("web", Map.of()));
        }
    }

    @Test
    void closingTwiceIsClosing() {
        FakeForge forge = FakeForge.start();
        forge.close();
        assertDoesNotThrow(forge::close);
    }

    @Test
    void closingDeletesTheRepositories() throws IOException {
        Path git;
        try (FakeForge forge = FakeForge.start()) {
            ForgeRepository web = forge.createRepository("acme/web", Map.of("a", "b"));
            git = web.git().getDirectory().toPath();
            assertTrue(Files.isDirectory(git.resolve("objects")));
        }
        assertFalse(Files.exists(git));
        assertFalse(Files.exists(git.getParent()));
    }
}
