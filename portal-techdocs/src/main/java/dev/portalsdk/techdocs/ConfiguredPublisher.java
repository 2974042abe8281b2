package dev.portalsdk.techdocs;

import dev.portalsdk.config.Config;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The publisher that a configuration names: ours, or one of an artifact on the class path. */
final class ConfiguredPublisher {

    private static final String TYPE = "techdocs.publisher.type";
    private static final String LOCAL = "local";
    private static final Map<String, String> ARTIFACTS = Map.of(
            "awsS3", "portal-techdocs-s3",
            "azureBlobStorage", "portal-techdocs-azure",
            "googleGcs", "portal-techdocs-gcs");

    private ConfiguredPublisher() {}

    static Publisher of(Config config) {
        String name = config.string(TYPE).orElse(LOCAL);
        if (name.equals(LOCAL)) {
            String directory = "techdocs.publisher.local.publishDirectory";
            return new LocalDirectoryPublisher(Path.of(config.string(directory)
                    .orElseThrow(() -> config.missing(directory, "the folder where sites are published"))));
        }
        TreeSet<String> known = new TreeSet<>(ARTIFACTS.keySet());
        known.add(LOCAL);
        for (PublisherType type : ServiceLoader.load(PublisherType.class, PublisherType.class.getClassLoader())) {
            if (type.name().equals(name)) {
                return type.create(config);
            }
            known.add(type.name());
        }
        throw Optional.ofNullable(ARTIFACTS.get(name))
                .map(artifact ->
                        new IllegalStateException(TYPE + " is \"" + name + "\", which is in an artifact of its own: add"
                                + " dev.portalsdk:" + artifact + " to the class path"))
                .orElseThrow(() -> config.invalid(TYPE, "one of " + String.join(", ", known)));
    }
}
