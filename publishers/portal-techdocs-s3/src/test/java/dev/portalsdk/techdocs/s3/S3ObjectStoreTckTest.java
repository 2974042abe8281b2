package dev.portalsdk.techdocs.s3;

import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.testing.tck.ObjectStoreTck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Against a server that speaks S3's protocol over HTTP and checks signatures. */
@Tag("cloud")
class S3ObjectStoreTckTest extends ObjectStoreTck {

    private static S3Server server;
    private static int buckets;
    private String bucket = "";

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Override
    protected ObjectStore emptyStore() {
        bucket = "docs-" + buckets++;
        var client = server.client(S3Server.SECRET);
        client.createBucket(request -> request.bucket(bucket));
        return S3ObjectStore.of(client, bucket);
    }

    @Override
    protected ObjectStore storeOfAStranger() {
        return S3ObjectStore.of(server.client("guessed"), bucket);
    }

    @Override
    protected int requests() {
        return server.requests.get();
    }

    @Override
    protected int requestsToDelete(int objects) {
        return 1;
    }

    @Override
    protected void refuseEvery(int nth) {
        server.refuseEvery = nth;
    }

    @Override
    protected String mediaType(String key) {
        return server.client(S3Server.SECRET)
                .headObject(request -> request.bucket(bucket).key(key))
                .contentType();
    }
}
