package dev.portalsdk.testing.tck;

import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.techdocs.ObjectStorePublisher;
import dev.portalsdk.techdocs.PublishedFile;
import dev.portalsdk.techdocs.Publisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Our own publishers keep the contract. */
class PublishersTckTest {
    @Nested
    class LocalDirectory extends PublisherTck {
        @TempDir
        Path root;

        @Override
        protected Publisher emptyPublisher() {
            return new LocalDirectoryPublisher(root.resolve(UUID.randomUUID().toString()));
        }
    }

    @Nested
    class Bucket extends PublisherTck {
        @Override
        protected Publisher emptyPublisher() {
            return new ObjectStorePublisher(new InMemoryBucket(), "docs/");
        }
    }

    /** A bucket that lists two keys a page. */
    private static final class InMemoryBucket implements ObjectStore {
        private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

        @Override
        public Optional<PublishedFile> get(String key) {
            return Optional.ofNullable(objects.get(key))
                    .map(bytes -> PublishedFile.of(
                            key, HexFormat.of().toHexDigits(Arrays.hashCode(bytes)) + bytes.length, bytes));
        }

        @Override
        public void put(String key, Path content, String mediaType) throws IOException {
            objects.put(key, Files.readAllBytes(content));
        }

        @Override
        public void delete(List<String> keys) {
            keys.forEach(objects::remove);
        }

        @Override
        public Keys list(String prefix, Optional<String> page) {
            List<String> keys = objects.tailMap(page.orElse(prefix), page.isEmpty()).keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .limit(2)
                    .toList();
            return new Keys(keys, keys.size() < 2 ? Optional.empty() : Optional.of(keys.get(1)));
        }
    }
}
