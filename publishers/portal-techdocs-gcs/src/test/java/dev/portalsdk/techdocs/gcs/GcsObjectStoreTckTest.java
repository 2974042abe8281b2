package dev.portalsdk.techdocs.gcs;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2CredentialsWithRefresh;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import com.google.cloud.storage.StorageRetryStrategy;
import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.testing.tck.ObjectStoreTck;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Google's own client over HTTP, against a server of ours that speaks the JSON API. */
@Tag("cloud")
class GcsObjectStoreTckTest extends ObjectStoreTck {

    private static GcsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new GcsServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Storage storage(String token) {
        return StorageOptions.http()
                .setHost(server.endpoint())
                .setProjectId("test")
                .setCredentials(OAuth2CredentialsWithRefresh.newBuilder()
                        .setAccessToken(
                                new AccessToken(token, Date.from(Instant.now().plusSeconds(3600))))
                        .setRefreshHandler(() ->
                                new AccessToken(token, Date.from(Instant.now().plusSeconds(3600))))
                        .build())
                .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy())
                .build()
                .getService();
    }

    @Override
    protected ObjectStore emptyStore() {
        server.clear();
        return GcsObjectStore.of(storage(GcsServer.TOKEN), "docs");
    }

    @Override
    protected ObjectStore storeOfAStranger() {
        return GcsObjectStore.of(storage("guessed"), "docs");
    }

    @Override
    protected int requests() {
        return server.requests.get();
    }

    /** Its metadata, then its content. */
    @Override
    protected int requestsToRead() {
        return 2;
    }

    @Override
    protected int requestsToDelete(int objects) {
        return (objects + 99) / 100;
    }

    @Override
    protected void refuseEvery(int nth) {
        server.refuseEvery = nth;
    }

    @Override
    protected String mediaType(String key) {
        return server.mediaType(key);
    }
}
