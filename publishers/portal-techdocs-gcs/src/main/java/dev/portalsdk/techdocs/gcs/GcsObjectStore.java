package dev.portalsdk.techdocs.gcs;

import com.google.cloud.ReadChannel;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageBatch;
import com.google.cloud.storage.StorageBatchResult;
import com.google.cloud.storage.StorageException;
import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.techdocs.PublishedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bucket of Google Cloud Storage.
 *
 * <pre>{@code
 * Storage storage = StorageOptions.http()
 *         .setStorageRetryStrategy(StorageRetryStrategy.getUniformStorageRetryStrategy())
 *         .build().getService();
 * TechDocs.builder().publisher(new ObjectStorePublisher(GcsObjectStore.of(storage, "docs"), "")) …
 * }</pre>
 *
 * <p>What the service asks to retry the client retries, as it is configured; as above for writing, too: a file is the same
 * however often it is written. Safe for use by many threads; closes nothing.
 */
public final class GcsObjectStore implements ObjectStore {

    /** Smaller objects are read and written in one piece. */
    private static final long SMALL = 8L << 20;

    private static final int PAGE = 1_000;
    private static final int MAX_BATCH = 100;
    private static final int NOT_FOUND = 404;

    private final Storage storage;
    private final String bucket;
    private final Optional<String> encryptionKey;

    private GcsObjectStore(Storage storage, String bucket, Optional<String> encryptionKey) {
        this.storage = storage;
        this.bucket = bucket;
        this.encryptionKey = encryptionKey;
    }

    /**
     * A bucket that is there.
     *
     * @param storage stays the caller's, who closes it when publishing is over
     */
    public static GcsObjectStore of(Storage storage, String bucket) {
        return new GcsObjectStore(storage, bucket, Optional.empty());
    }

    /** The same bucket, of which the objects written from now on are encrypted with a key of Cloud KMS; without it as the bucket says. */
    public GcsObjectStore withEncryption(String kmsKeyName) {
        return new GcsObjectStore(storage, bucket, Optional.of(kmsKeyName));
    }

    @Override
    public Optional<PublishedFile> get(String key) throws IOException {
        try {
            Blob blob = storage.get(
                    BlobId.of(bucket, key),
                    BlobGetOption.fields(Storage.BlobField.SIZE, Storage.BlobField.GENERATION, Storage.BlobField.ETAG));
            if (blob == null) {
                return Optional.empty();
            }
            // A generation names the content for good: what it was replaced by has another one.
            BlobId version = BlobId.of(bucket, key, blob.getGeneration());
            return Optional.of(new PublishedFile(
                    key, blob.getSize(), String.valueOf(blob.getGeneration()), new Version(version, blob.getSize())));
        } catch (RuntimeException e) {
            throw failure("read \"" + key + "\" in", e);
        }
    }

    /** One generation of an object. */
    private final class Version implements PublishedFile.Content {
        private final BlobId id;
        private final long size;

        Version(BlobId id, long size) {
            this.id = id;
            this.size = size;
        }

        @Override
        public InputStream open() throws IOException {
            try {
                return size <= SMALL ? new ByteArrayInputStream(storage.readAllBytes(id)) : openAt(0);
            } catch (RuntimeException e) {
                throw failure("read \"" + id.getName() + "\" in", e);
            }
        }

        @Override
        public InputStream openAt(long start) throws IOException {
            try {
                ReadChannel channel = storage.reader(id);
                channel.seek(start);
                return Channels.newInputStream(channel);
            } catch (RuntimeException e) {
                throw failure("read \"" + id.getName() + "\" in", e);
            }
        }
    }

    @Override
    public void put(String key, Path content, String mediaType) throws IOException {
        BlobInfo object =
                BlobInfo.newBuilder(bucket, key).setContentType(mediaType).build();
        try {
            if (Files.size(content) > SMALL) {
                storage.createFrom(
                        object,
                        content,
                        encryptionKey
                                .map(name -> new Storage.BlobWriteOption[] {Storage.BlobWriteOption.kmsKeyName(name)})
                                .orElse(new Storage.BlobWriteOption[0]));
            } else {
                storage.create(
                        object,
                        Files.readAllBytes(content),
                        encryptionKey
                                .map(name -> new Storage.BlobTargetOption[] {Storage.BlobTargetOption.kmsKeyName(name)})
                                .orElse(new Storage.BlobTargetOption[0]));
            }
        } catch (RuntimeException e) {
            throw failure("write \"" + key + "\" to", e);
        }
    }

    @Override
    public void delete(List<String> keys) throws IOException {
        try {
            for (int i = 0; i < keys.size(); i += MAX_BATCH) {
                for (BlobId left : deleteTogether(keys.subList(i, Math.min(keys.size(), i + MAX_BATCH)))) {
                    storage.delete(left); // with the client's retries, which a batch has not
                }
            }
        } catch (RuntimeException e) {
            throw failure("remove " + keys.size() + " objects from", e);
        }
    }

    /** With one request. @return what is left to be removed one by one */
    private List<BlobId> deleteTogether(List<String> keys) {
        StorageBatch batch = storage.batch();
        Map<BlobId, StorageBatchResult<Boolean>> answers = new LinkedHashMap<>();
        keys.forEach(key -> answers.put(BlobId.of(bucket, key), batch.delete(BlobId.of(bucket, key))));
        try {
            batch.submit();
        } catch (StorageException e) {
            return List.copyOf(answers.keySet());
        }
        List<BlobId> left = new ArrayList<>();
        answers.forEach((id, answer) -> {
            try {
                answer.get();
            } catch (StorageException e) {
                if (e.getCode() != NOT_FOUND) {
                    left.add(id);
                }
            }
        });
        return left;
    }

    @Override
    public Keys list(String prefix, Optional<String> page) throws IOException {
        List<BlobListOption> options = new ArrayList<>(List.of(
                BlobListOption.prefix(prefix),
                BlobListOption.pageSize(PAGE),
                BlobListOption.fields(Storage.BlobField.NAME)));
        page.ifPresent(token -> options.add(BlobListOption.pageToken(token)));
        try {
            var answer = storage.list(bucket, options.toArray(BlobListOption[]::new));
            List<String> keys = new ArrayList<>();
            answer.getValues().forEach(blob -> keys.add(blob.getName()));
            return new Keys(keys, Optional.ofNullable(answer.getNextPageToken()).filter(token -> !token.isEmpty()));
        } catch (RuntimeException e) {
            throw failure("list \"" + prefix + "\" in", e);
        }
    }

    private IOException failure(String what, RuntimeException cause) {
        String hint = "";
        if (isOfCredentials(cause)) {
            hint = "; check the credentials, and that they may read, write, delete and list in this bucket";
        } else if (cause instanceof StorageException answer && answer.getCode() == NOT_FOUND) {
            hint = "; check the name of the bucket";
        }
        return new IOException(
                "Could not " + what + " the bucket \"" + bucket + "\": " + cause.getMessage() + hint, cause);
    }

    /** Refused by the service, or by the one that gives tokens for it. */
    private static boolean isOfCredentials(RuntimeException failure) {
        if (failure instanceof StorageException answer && (answer.getCode() == 401 || answer.getCode() == 403)) {
            return true;
        }
        return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause.getClass().getName().startsWith("com.google.auth."));
    }
}
