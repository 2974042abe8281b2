package dev.portalsdk.techdocs.azure;

import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.portalsdk.config.Config;
import dev.portalsdk.techdocs.ObjectStorePublisher;
import dev.portalsdk.techdocs.PublisherType;
import java.util.Optional;

/**
 * {@code techdocs.publisher.type: azureBlobStorage}. Reads Backstage's keys below {@code techdocs.publisher.azureBlobStorage}:
 * {@code containerName}, {@code bucketRootPath}, {@code connectionString}, or {@code credentials} with {@code accountName} and
 * {@code accountKey}; and {@code endpoint}, for clouds other than the public one. Without a key the credentials count that
 * Azure's own chain finds: environment, workload identity, managed identity, the command line's login.
 */
public final class AzureBlobStoragePublisherType implements PublisherType {

    private static final String SECTION = "techdocs.publisher.azureBlobStorage";

    /** For {@code ServiceLoader}. */
    public AzureBlobStoragePublisherType() {}

    @Override
    public String name() {
        return "azureBlobStorage";
    }

    @Override
    public ObjectStorePublisher create(Config config) {
        Config settings = config.at(SECTION);
        String container = settings.requireString("containerName");
        BlobServiceClientBuilder client = new BlobServiceClientBuilder();
        Optional<String> connection = settings.string("connectionString");
        try {
            connection.ifPresentOrElse(client::connectionString, () -> credentials(client, settings));
            settings.string("endpoint").ifPresent(client::endpoint);
        } catch (IllegalArgumentException e) {
            String key = connection.isPresent() ? "connectionString" : "endpoint";
            throw settings.invalid(key, "what the Azure portal shows for a storage account");
        }
        return new ObjectStorePublisher(
                AzureBlobObjectStore.of(client.buildClient(), container),
                settings.string("bucketRootPath").orElse(""));
    }

    private static void credentials(BlobServiceClientBuilder client, Config settings) {
        String account = settings.requireString("credentials.accountName");
        client.endpoint("https://" + account + ".blob.core.windows.net");
        settings.string("credentials.accountKey")
                .ifPresentOrElse(
                        key -> client.credential(new StorageSharedKeyCredential(account, key)),
                        () -> client.credential(new DefaultAzureCredentialBuilder().build()));
    }
}
