package dev.portalsdk.testing.tck;

import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Our own readers keep the contract. */
class UrlReadersTckTest {
    @Nested
    class InMemory extends UrlReaderTck {
        private final InMemoryUrlReader reader = new InMemoryUrlReader();

        @Override
        protected UrlReader reader() {
            return reader;
        }

        @Override
        protected void put(String path, String text) {
            reader.put(url(path), text);
        }

        @Override
        protected void remove(String path) {
            reader.remove(url(path));
        }

        @Override
        protected String url(String path) {
            return "https://acme.test/files/" + path;
        }
    }

    @Nested
    class LocalFiles extends UrlReaderTck {
        @TempDir
        Path root;

        @Override
        protected UrlReader reader() {
            return UrlReaders.builder().localFiles().build();
        }

        @Override
        protected void put(String path, String text) throws IOException {
            Files.createDirectories(root.resolve(path).getParent());
            Files.writeString(root.resolve(path), text);
        }

        @Override
        protected void remove(String path) throws IOException {
            Files.delete(root.resolve(path));
        }

        @Override
        protected String url(String path) {
            return root + "/" + path;
        }
    }

    @Nested
    class GitHub extends UrlReaderTck {
        private FakeForge forge;
        private ForgeRepository repository;
        private UrlReader reader;

        @BeforeEach
        void startForge() {
            forge = FakeForge.start();
            repository = forge.createRepository("acme/files", Map.of("README.md", "# Files\n"));
            reader = UrlReaders.from(Config.empty(), forge.integrations());
        }

        @AfterEach
        void stopForge() {
            forge.close();
        }

        @Override
        protected UrlReader reader() {
            return reader;
        }

        @Override
        protected void put(String path, String text) {
            repository.commit(Map.of(path, text));
        }

        @Override
        protected void remove(String path) {
            repository.remove(path);
        }

        @Override
        protected String url(String path) {
            return repository.fileUrl(path);
        }
    }
}
