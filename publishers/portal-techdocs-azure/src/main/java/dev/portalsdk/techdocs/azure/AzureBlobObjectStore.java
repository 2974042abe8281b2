package dev.portalsdk.techdocs.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.batch.BlobBatchClient;
import com.azure.storage.blob.batch.BlobBatchClientBuilder;
import com.azure.storage.blob.batch.BlobBatchStorageException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DeleteSnapshotsOptionType;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.techdocs.PublishedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A container of Azure Blob Storage.
 *
 * <pre>{@code
 * BlobServiceClient azure = new BlobServiceClientBuilder().endpoint(…).credential(…).buildClient();
 * TechDocs.builder().publisher(new ObjectStorePublisher(AzureBlobObjectStore.of(azure, "docs"), "")) …
 * }</pre>
 *
 * <p>What the service asks to retry the client retries, as it is configured; encryption is the client's, too (its scope or
 * key). Safe for use by many threads; there is nothing to close.
 */
public final class AzureBlobObjectStore implements ObjectStore {

    /** Smaller blobs are read with the one request that finds them. */
    private static final int SMALL = 1 << 20;

    private static final int PAGE = 1_000;
    private static final int MAX_BATCH = 256;

    private final BlobContainerClient container;
    private final BlobBatchClient batches;

    private AzureBlobObjectStore(BlobContainerClient container, BlobBatchClient batches) {
        this.container = container;
        this.batches = batches;
    }

    /** A container that is there. */
    public static AzureBlobObjectStore of(BlobServiceClient client, String container) {
        BlobContainerClient blobs = client.getBlobContainerClient(container);
        return new AzureBlobObjectStore(blobs, new BlobBatchClientBuilder(blobs).buildClient());
    }

    @Override
    public Optional<PublishedFile> get(String key) throws IOException {
        BlobClient blob = container.getBlobClient(key);
        try (BlobInputStream in = blob.openInputStream(new BlobInputStreamOptions().setBlockSize(SMALL))) {
            BlobProperties found = in.getProperties();
            String etag = found.getETag().replace("\"", "");
            return Optional.of(
                    found.getBlobSize() <= SMALL
                            ? PublishedFile.of(key, etag, in.readAllBytes())
                            : new PublishedFile(key, found.getBlobSize(), etag, new Large(blob, found.getETag())));
        } catch (BlobStorageException e) {
            if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
                return Optional.empty();
            }
            throw failure("read \"" + key + "\" in", e);
        } catch (RuntimeException e) {
            throw failure("read \"" + key + "\" in", e);
        }
    }

    /** Read again for whoever opens it, and refused if it was replaced meanwhile: half of each would be wrong. */
    private final class Large implements PublishedFile.Content {
        private final BlobClient blob;
        private final String etag;

        Large(BlobClient blob, String etag) {
            this.blob = blob;
            this.etag = etag;
        }

        @Override
        public InputStream open() throws IOException {
            return openAt(0);
        }

        @Override
        public InputStream openAt(long start) throws IOException {
            try {
                return blob.openInputStream(new BlobInputStreamOptions()
                        .setRange(new BlobRange(start))
                        .setRequestConditions(new BlobRequestConditions().setIfMatch(etag)));
            } catch (RuntimeException e) {
                throw failure("read \"" + blob.getBlobName() + "\" in", e);
            }
        }
    }

    @Override
    public void put(String key, Path content, String mediaType) throws IOException {
        BlobParallelUploadOptions upload = new BlobParallelUploadOptions(BinaryData.fromFile(content))
                .setHeaders(new BlobHttpHeaders().setContentType(mediaType));
        try {
            container.getBlobClient(key).uploadWithResponse(upload, null, Context.NONE);
        } catch (RuntimeException e) {
            throw failure("write \"" + key + "\" to", e);
        }
    }

    @Override
    public void delete(List<String> keys) throws IOException {
        for (int i = 0; i < keys.size(); i += MAX_BATCH) {
            List<String> urls = keys.subList(i, Math.min(keys.size(), i + MAX_BATCH)).stream()
                    .map(key -> container.getBlobClient(key).getBlobUrl())
                    .toList();
            try {
                batches.deleteBlobs(urls, DeleteSnapshotsOptionType.INCLUDE).forEach(answer -> {});
            } catch (BlobBatchStorageException e) {
                for (BlobStorageException one : e.getBatchExceptions()) {
                    if (!BlobErrorCode.BLOB_NOT_FOUND.equals(one.getErrorCode())) {
                        throw failure("remove " + keys.size() + " blobs from", one);
                    }
                }
            } catch (RuntimeException e) {
                throw failure("remove " + keys.size() + " blobs from", e);
            }
        }
    }

    @Override
    public Keys list(String prefix, Optional<String> page) throws IOException {
        ListBlobsOptions options = new ListBlobsOptions().setPrefix(prefix).setMaxResultsPerPage(PAGE);
        try {
            PagedResponse<BlobItem> answer = container
                    .listBlobs(options, page.orElse(null), null)
                    .iterableByPage()
                    .iterator()
                    .next();
            return new Keys(
                    answer.getValue().stream().map(BlobItem::getName).toList(),
                    Optional.ofNullable(answer.getContinuationToken()).filter(token -> !token.isEmpty()));
        } catch (RuntimeException e) {
            throw failure("list \"" + prefix + "\" in", e);
        }
    }

    private IOException failure(String what, RuntimeException cause) {
        String hint = "";
        if (cause instanceof BlobStorageException answer) {
            hint = switch (answer.getStatusCode()) {
                case 401, 403 ->
                    "; check the credentials, and that they may read, write, delete and list in this container";
                case 404 -> "; check the names of the account and the container";
                default -> "";
            };
        }
        return new IOException(
                "Could not " + what + " the container \"" + container.getBlobContainerName() + "\": "
                        + cause.getMessage() + hint,
                cause);
    }
}
