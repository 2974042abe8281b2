package dev.portalsdk.techdocs.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.UrlReaders;
import dev.portalsdk.techdocs.GeneratedSite;
import dev.portalsdk.techdocs.ObjectStorePublisher;
import dev.portalsdk.techdocs.PublishedSites;
import dev.portalsdk.techdocs.Publisher;
import dev.portalsdk.techdocs.TechDocs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AzureBlobStoragePublisherTypeTest {

    private static PublishedSites sites(Map<String, Object> settings) {
        Value.Obj publisher = Value.Obj.of("type", "azureBlobStorage", "azureBlobStorage", settings);
        Config config = Config.builder()
                .value("test", Value.Obj.of("techdocs", Value.Obj.of("publisher", publisher)))
                .build();
        Integrations none = Integrations.builder().build();
        return TechDocs.fromConfig(config, UrlReaders.from(config, none), none)
                .build()
                .sites();
    }

    @Test
    void aConfigurationIsEnough() {
        Map<String, Object> credentials = Map.of("accountName", "portal", "accountKey", Azurite.KEY);
        assertInstanceOf(
                ObjectStorePublisher.class, sites(Map.of("containerName", "docs", "credentials", credentials)));
        // Without a key Azure's own chain of credentials is asked, when something is published.
        assertInstanceOf(
                ObjectStorePublisher.class,
                sites(Map.of("containerName", "docs", "credentials", Map.of("accountName", "portal"))));
    }

    @Test
    @Tag("cloud")
    void aSiteIsPublishedThroughAConfiguration(@TempDir Path site) throws Exception {
        try (Azurite azurite = new Azurite()) {
            azurite.client(Azurite.KEY).createBlobContainer("docs");
            Files.writeString(site.resolve("index.html"), "<h1>Home</h1>");
            EntityRef entity = EntityRef.parse("component:default/web");
            String connection = "DefaultEndpointsProtocol=http;AccountName=" + Azurite.ACCOUNT + ";AccountKey="
                    + Azurite.KEY + ";BlobEndpoint=" + azurite.endpoint() + ";";
            Map<String, Object> credentials = Map.of("accountName", Azurite.ACCOUNT, "accountKey", Azurite.KEY);
            for (Map<String, Object> settings : List.<Map<String, Object>>of(
                    Map.of("containerName", "docs", "bucketRootPath", "a", "connectionString", connection),
                    Map.of(
                            "containerName",
                            "docs",
                            "bucketRootPath",
                            "b",
                            "credentials",
                            credentials,
                            "endpoint",
                            azurite.endpoint()))) {
                PublishedSites sites = sites(settings);
                assertInstanceOf(Publisher.class, sites)
                        .publish(entity, new GeneratedSite(site, List.of(), List.of(), 0, Duration.ZERO));
                assertTrue(sites.exists(entity));
                assertEquals(13, sites.file(entity, "index.html").orElseThrow().size());
            }
        }
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        assertFails("techdocs.publisher.azureBlobStorage.containerName", Map.of());
        assertFails("azureBlobStorage.credentials.accountName", Map.of("containerName", "docs"));
        assertFails(
                "azureBlobStorage.connectionString",
                Map.of("containerName", "docs", "connectionString", "secret stuff"));
    }

    private static void assertFails(String expected, Map<String, Object> settings) {
        String message = String.valueOf(
                assertThrows(ConfigException.class, () -> sites(settings)).getMessage());
        assertTrue(message.contains(expected), message);
        assertTrue(!message.contains("secret stuff"), message);
    }
}
