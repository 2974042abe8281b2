package dev.portalsdk.techdocs.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
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
import dev.portalsdk.techdocs.SiteDelivery;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsS3PublisherTypeTest {

    private static Config config(Map<String, Object> settings) {
        Value.Obj publisher = Value.Obj.of("type", "awsS3", "awsS3", settings);
        Value.Obj accounts = Value.Obj.of(
                "accounts",
                List.of(
                        Map.of(
                                "accountId",
                                "111",
                                "accessKeyId",
                                S3Server.KEY_ID,
                                "secretAccessKey",
                                S3Server.SECRET,
                                "region",
                                "eu-west-1"),
                        Map.of("accountId", "222", "roleName", "docs")));
        return Config.builder()
                .value("test", Value.Obj.of("techdocs", Value.Obj.of("publisher", publisher), "aws", accounts))
                .build();
    }

    private static TechDocs techDocs(Map<String, Object> settings) {
        Config config = config(settings);
        Integrations none = Integrations.builder().build();
        return TechDocs.fromConfig(config, UrlReaders.from(config, none), none).build();
    }

    @Test
    void aConfigurationIsEnough() {
        Map<String, Object> keys = Map.of("accessKeyId", "id", "secretAccessKey", "secret");
        TechDocs docs =
                techDocs(Map.of("bucketName", "docs", "region", "eu-west-1", "credentials", keys, "sse", "aws:kms"));
        assertInstanceOf(ObjectStorePublisher.class, docs.sites());
        assertInstanceOf(
                ObjectStorePublisher.class,
                techDocs(Map.of("bucketName", "docs", "accountId", "111")).sites());
        assertInstanceOf(
                ObjectStorePublisher.class,
                techDocs(Map.of(
                                "bucketName",
                                "docs",
                                "accountId",
                                "222",
                                "region",
                                "eu-west-1",
                                "maxAttempts",
                                5,
                                "httpsProxy",
                                "http://proxy:3128"))
                        .sites());
        assertInstanceOf(
                ObjectStorePublisher.class,
                techDocs(Map.of(
                                "bucketName",
                                "docs",
                                "region",
                                "eu-west-1",
                                "credentials",
                                Map.of("roleArn", "arn:aws:iam::1:role/docs")))
                        .sites());
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        assertFails("techdocs.publisher.awsS3.bucketName", Map.of("region", "eu-west-1"));
        assertFails(
                "techdocs.publisher.awsS3.sse", Map.of("bucketName", "docs", "region", "eu-west-1", "sse", "rot13"));
        assertFails("awsS3.endpoint", Map.of("bucketName", "docs", "region", "eu-west-1", "endpoint", "minio:9000"));
        assertFails("awsS3.maxAttempts", Map.of("bucketName", "docs", "region", "eu-west-1", "maxAttempts", 0));
        assertFails("awsS3.accountId", Map.of("bucketName", "docs", "region", "eu-west-1", "accountId", "333"));
        assertFails(
                "secretAccessKey",
                Map.of("bucketName", "docs", "region", "eu-west-1", "credentials", Map.of("accessKeyId", "id")));
    }

    private static void assertFails(String expected, Map<String, Object> settings) {
        String message = String.valueOf(
                assertThrows(ConfigException.class, () -> techDocs(settings)).getMessage());
        assertTrue(message.contains(expected), message);
    }

    @Test
    void everyObjectIsWrittenEncryptedAsConfigured(@TempDir Path site) throws Exception {
        Files.writeString(site.resolve("index.html"), "<h1>Home</h1>");
        for (String encryption : List.of("aws:kms", "AES256", "none")) {
            List<String> asked = new CopyOnWriteArrayList<>();
            HttpServer bucket = emptyBucket(asked);
            try {
                Map<String, Object> settings = new TreeMap<>(Map.of(
                        "bucketName",
                        "docs",
                        "region",
                        "us-east-1",
                        "s3ForcePathStyle",
                        true,
                        "endpoint",
                        "http://127.0.0.1:" + bucket.getAddress().getPort(),
                        "credentials",
                        Map.of("accessKeyId", S3Server.KEY_ID, "secretAccessKey", S3Server.SECRET)));
                if (!encryption.equals("none")) {
                    settings.put("sse", encryption);
                }
                assertInstanceOf(Publisher.class, techDocs(settings).sites())
                        .publish(
                                EntityRef.parse("component:default/web"),
                                new GeneratedSite(site, List.of(), List.of(), 0, Duration.ZERO));
                assertEquals(
                        List.of(encryption, encryption, encryption), asked, "the manifest, the page, the manifest");
            } finally {
                bucket.stop(0);
            }
        }
    }

    /** Takes everything, and notes which encryption was asked for. */
    private static HttpServer emptyBucket(List<String> asked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean put = exchange.getRequestMethod().equals("PUT");
            boolean listing = exchange.getRequestURI().toString().contains("list-type");
            if (put) {
                String encryption = exchange.getRequestHeaders().getFirst("x-amz-server-side-encryption");
                asked.add(Optional.ofNullable(encryption).orElse("none"));
            }
            byte[] answer = (listing
                            ? "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"
                            : put ? "" : "<Error><Code>NoSuchKey</Code></Error>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("ETag", "\"x\"");
            exchange.sendResponseHeaders(put || listing ? 200 : 404, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    @Tag("cloud")
    void aSiteIsPublishedAndDeliveredThroughAConfiguration(@TempDir Path site) throws Exception {
        try (S3Server server = new S3Server()) {
            server.client(S3Server.SECRET).createBucket(request -> request.bucket("docs"));
            Map<String, Object> settings = new TreeMap<>(Map.of(
                    "bucketName",
                    "docs",
                    "bucketRootPath",
                    "/portal/",
                    "region",
                    "us-east-1",
                    "s3ForcePathStyle",
                    true,
                    "endpoint",
                    server.endpoint().toString(),
                    "sse",
                    "AES256",
                    "credentials",
                    Map.of("accessKeyId", S3Server.KEY_ID, "secretAccessKey", S3Server.SECRET)));
            PublishedSites sites = techDocs(settings).sites();
            Files.writeString(site.resolve("index.html"), "<h1>Home</h1>");
            EntityRef entity = EntityRef.parse("component:default/web");
            assertInstanceOf(Publisher.class, sites)
                    .publish(entity, new GeneratedSite(site, List.of(), List.of(), 0, Duration.ZERO));
            assertTrue(server.client(S3Server.SECRET)
                    .listObjectsV2(request -> request.bucket("docs").prefix("portal/default/component/web/index.html"))
                    .hasContents());

            SiteDelivery delivery = new SiteDelivery(sites, SiteDelivery.Profile.BACKSTAGE);
            SiteDelivery.Answer page = delivery.get(entity, SiteDelivery.Request.of("index.html"));
            assertEquals("text/plain; charset=utf-8", page.headers().get("Content-Type"));
            SiteDelivery.Request again = new SiteDelivery.Request(
                    "index.html", Optional.ofNullable(page.headers().get("ETag")), Optional.empty());
            assertEquals(304, delivery.get(entity, again).status());
            SiteDelivery.Answer part = delivery.get(
                    entity, new SiteDelivery.Request("index.html", Optional.empty(), Optional.of("bytes=4-7")));
            assertEquals(206, part.status());
            assertEquals("Home", new String(part.open().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
