package dev.portalsdk.techdocs;

import dev.portalsdk.config.Config;

/**
 * Makes the publisher that a configuration asks for with {@code techdocs.publisher.type}. Artifacts that publish to a cloud
 * register theirs with {@code ServiceLoader}; in code a publisher is given to {@link TechDocs#builder()} itself.
 */
public interface PublisherType {

    /** As the configuration names it, for example {@code awsS3}. */
    String name();

    /**
     * Makes the publisher; nothing is asked of the cloud yet.
     *
     * @param config the whole configuration
     * @return also a {@link PublishedSites}, as a rule
     * @throws dev.portalsdk.config.ConfigException naming what is missing or wrong, with its place
     */
    Publisher create(Config config);
}
