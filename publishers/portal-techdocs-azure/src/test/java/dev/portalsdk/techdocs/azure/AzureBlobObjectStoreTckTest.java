package dev.portalsdk.techdocs.azure;

import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.testing.tck.ObjectStoreTck;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Against Microsoft's emulator, which checks signatures. */
@Tag("cloud")
class AzureBlobObjectStoreTckTest extends ObjectStoreTck {

    private static Azurite azurite;
    private static int containers;
    private String container = "";

    @BeforeAll
    static void start() throws Exception {
        azurite = new Azurite();
    }

    @AfterAll
    static void stop() {
        azurite.close();
    }

    @Override
    protected ObjectStore emptyStore() {
        container = "docs-" + containers++;
        var client = azurite.client(Azurite.KEY);
        client.createBlobContainer(container);
        return AzureBlobObjectStore.of(client, container);
    }

    @Override
    protected ObjectStore storeOfAStranger() {
        String guessed = Base64.getEncoder().encodeToString("a guess".getBytes(StandardCharsets.UTF_8));
        return AzureBlobObjectStore.of(azurite.client(guessed), container);
    }

    @Override
    protected int requests() {
        return azurite.requests.get();
    }

    @Override
    protected int requestsToDelete(int objects) {
        return (objects + 255) / 256;
    }

    @Override
    protected void refuseEvery(int nth) {
        azurite.refuseEvery = nth;
    }

    @Override
    protected String mediaType(String key) {
        return azurite.client(Azurite.KEY)
                .getBlobContainerClient(container)
                .getBlobClient(key)
                .getProperties()
                .getContentType();
    }
}
