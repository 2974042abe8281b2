package dev.portalsdk.techdocs.gcs;

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
import dev.portalsdk.techdocs.PublishedSites;
import dev.portalsdk.techdocs.Publisher;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoogleGcsPublisherTypeTest {

    private static PublishedSites sites(Map<String, Object> settings) {
        Value.Obj publisher = Value.Obj.of("type", "googleGcs", "googleGcs", settings);
        Config config = Config.builder()
                .value("test", Value.Obj.of("techdocs", Value.Obj.of("publisher", publisher)))
                .build();
        Integrations none = Integrations.builder().build();
        return TechDocs.fromConfig(config, UrlReaders.from(config, none), none)
                .build()
                .sites();
    }

    private static Value.Obj serviceAccount(String tokens) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        return Value.Obj.builder()
                .put("type", "service_account")
                .put("project_id", "test")
                .put("private_key_id", "1")
                .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n")
                .put("client_email", "docs@test.iam.gserviceaccount.com")
                .put("client_id", "1")
                .put("token_uri", tokens)
                .build();
    }

    private static void publish(PublishedSites sites, Path site) throws IOException {
        assertInstanceOf(Publisher.class, sites)
                .publish(
                        EntityRef.parse("component:default/web"),
                        new GeneratedSite(site, List.of(), List.of(), 0, Duration.ZERO));
    }

    @Test
    @Tag("cloud")
    void aServiceAccountPublishesThroughAConfiguration(@TempDir Path site) throws Exception {
        try (GcsServer server = new GcsServer()) {
            Value.Obj account = serviceAccount(server.endpoint() + "/token");
            Files.writeString(site.resolve("index.html"), "<h1>Home</h1>");
            for (Object credentials : List.of(account, account.toJson())) {
                PublishedSites sites = sites(Map.of(
                        "bucketName",
                        "docs",
                        "bucketRootPath",
                        "portal",
                        "credentials",
                        credentials,
                        "endpoint",
                        server.endpoint()));
                publish(sites, site);
                assertTrue(sites.exists(EntityRef.parse("component:default/web")));
                assertEquals("text/html; charset=utf-8", server.mediaType("portal/default/component/web/index.html"));
            }
        }
    }

    @Test
    @Tag("cloud")
    void anAccountThatGetsNoTokenIsToldOf(@TempDir Path site) throws Exception {
        try (GcsServer server = new GcsServer()) {
            Value.Obj account = serviceAccount(server.endpoint() + "/nobody");
            PublishedSites sites =
                    sites(Map.of("bucketName", "docs", "credentials", account, "endpoint", server.endpoint()));
            String message = String.valueOf(
                    assertThrows(IOException.class, () -> publish(sites, site)).getMessage());
            assertTrue(message.contains("check the credentials"), message);
        }
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        assertFails("techdocs.publisher.googleGcs.bucketName", Map.of());
        assertFails("googleGcs.credentials", Map.of("bucketName", "docs", "credentials", "secret stuff"));
        assertFails("googleGcs.credentials", Map.of("bucketName", "docs", "credentials", Map.of("type", "nobody")));
    }

    private static void assertFails(String expected, Map<String, Object> settings) {
        String message = String.valueOf(
                assertThrows(ConfigException.class, () -> sites(settings)).getMessage());
        assertTrue(message.contains(expected), message);
        assertTrue(!message.contains("secret stuff"), message);
    }
}
