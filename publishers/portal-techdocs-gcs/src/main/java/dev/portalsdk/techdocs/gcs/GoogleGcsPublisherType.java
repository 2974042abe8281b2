package dev.portalsdk.techdocs.gcs;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import dev.portalsdk.config.Config;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.ObjectStorePublisher;
import dev.portalsdk.techdocs.PublisherType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * {@code techdocs.publisher.type: googleGcs}. Reads Backstage's keys below {@code techdocs.publisher.googleGcs}: {@code
 * bucketName}, {@code bucketRootPath}, {@code credentials} (the JSON of a key, as a text or as an object), {@code projectId};
 * and {@code endpoint}, which Backstage has not. Without {@code credentials} the default ones of the machine count.
 */
public final class GoogleGcsPublisherType implements PublisherType {

    private static final String SECTION = "techdocs.publisher.googleGcs";
    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";

    /** For {@code ServiceLoader}. */
    public GoogleGcsPublisherType() {}

    @Override
    public String name() {
        return "googleGcs";
    }

    /** The client in it holds no threads and is never closed: a portal publishes as long as it runs. */
    @Override
    public ObjectStorePublisher create(Config config) {
        Config settings = config.at(SECTION);
        String bucket = settings.requireString("bucketName");
        StorageOptions.Builder options =
                StorageOptions.http().setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy());
        credentials(settings).ifPresent(options::setCredentials);
        settings.string("projectId").ifPresent(options::setProjectId);
        settings.string("endpoint").ifPresent(options::setHost);
        return new ObjectStorePublisher(
                GcsObjectStore.of(options.build().getService(), bucket),
                settings.string("bucketRootPath").orElse(""));
    }

    private static Optional<GoogleCredentials> credentials(Config settings) {
        Optional<String> json = settings.value("credentials")
                .map(value -> value instanceof Value.Str text ? text.value() : value.toJson());
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(GoogleCredentials.fromStream(
                            new ByteArrayInputStream(json.get().getBytes(StandardCharsets.UTF_8)))
                    .createScoped(SCOPE));
        } catch (IOException | IllegalArgumentException e) {
            throw settings.invalid("credentials", "the JSON of a service account's key");
        }
    }
}
