package dev.portalsdk.samples.extensions;

import dev.portalsdk.techdocs.Publisher;
import dev.portalsdk.testing.tck.PublisherTck;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

/** It keeps the contract of publishers and published sites. */
class ZipPublisherTest extends PublisherTck {
    @TempDir
    Path archives;

    @Override
    protected Publisher emptyPublisher() {
        return new ZipPublisher(archives.resolve(UUID.randomUUID().toString()));
    }
}
