package dev.portalsdk.techdocs.s3;

import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.techdocs.PublishedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * A bucket of S3.
 *
 * <pre>{@code
 * ObjectStore docs = S3ObjectStore.of(S3Client.create(), "docs");
 * TechDocs.builder().publisher(new ObjectStorePublisher(docs, "")) …
 * }</pre>
 *
 * <p>What S3 asks to retry the client retries, as it is configured. Safe for use by many threads; closes nothing.
 */
public final class S3ObjectStore implements ObjectStore {

    /** Smaller objects are read with the one request that finds them. */
    private static final long SMALL = 1L << 20;

    private final S3Client client;
    private final String bucket;
    private final Optional<ServerSideEncryption> encryption;

    private S3ObjectStore(S3Client client, String bucket, Optional<ServerSideEncryption> encryption) {
        this.client = client;
        this.bucket = bucket;
        this.encryption = encryption;
    }

    /**
     * A bucket that is there.
     *
     * @param client stays the caller's, who closes it when publishing is over
     */
    public static S3ObjectStore of(S3Client client, String bucket) {
        return new S3ObjectStore(client, bucket, Optional.empty());
    }

    /** The same bucket, of which the objects written from now on are encrypted so; without it as the bucket says. */
    public S3ObjectStore withEncryption(ServerSideEncryption serverSide) {
        return new S3ObjectStore(client, bucket, Optional.of(serverSide));
    }

    @Override
    public Optional<PublishedFile> get(String key) throws IOException {
        try {
            ResponseInputStream<GetObjectResponse> in =
                    client.getObject(request(key).build());
            GetObjectResponse object = in.response();
            String etag = object.eTag().replace("\"", "");
            if (object.contentLength() <= SMALL) {
                try (in) {
                    return Optional.of(PublishedFile.of(key, etag, in.readAllBytes()));
                }
            }
            in.abort();
            return Optional.of(new PublishedFile(key, object.contentLength(), etag, new Large(key, object.eTag())));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw failure("read \"" + key + "\" in", e);
        }
    }

    private GetObjectRequest.Builder request(String key) {
        return GetObjectRequest.builder().bucket(bucket).key(key);
    }

    /** Read again for whoever opens it, and refused if it was replaced meanwhile: half of each would be wrong. */
    private final class Large implements PublishedFile.Content {
        private final String key;
        private final String etag;

        Large(String key, String etag) {
            this.key = key;
            this.etag = etag;
        }

        @Override
        public ResponseInputStream<GetObjectResponse> open() throws IOException {
            return openAt(0);
        }

        @Override
        public ResponseInputStream<GetObjectResponse> openAt(long start) throws IOException {
            try {
                GetObjectRequest.Builder rest = request(key).ifMatch(etag);
                return client.getObject(
                        start == 0
                                ? rest.build()
                                : rest.range("bytes=" + start + "-").build());
            } catch (SdkException e) {
                throw failure("read \"" + key + "\" in", e);
            }
        }
    }

    @Override
    public void put(String key, Path content, String mediaType) throws IOException {
        PutObjectRequest.Builder object =
                PutObjectRequest.builder().bucket(bucket).key(key).contentType(mediaType);
        encryption.ifPresent(object::serverSideEncryption);
        try {
            client.putObject(object.build(), RequestBody.fromFile(content));
        } catch (SdkException e) {
            throw failure("write \"" + key + "\" to", e);
        }
    }

    @Override
    public void delete(List<String> keys) throws IOException {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        try {
            DeleteObjectsResponse answer = client.deleteObjects(request -> request.bucket(bucket)
                    .delete(delete -> delete.objects(objects).quiet(true)));
            if (answer.hasErrors() && !answer.errors().isEmpty()) {
                S3Error first = answer.errors().get(0);
                throw new IOException("Could not remove " + answer.errors().size() + " objects from the bucket \""
                        + bucket + "\", among them \"" + first.key() + "\": " + first.code() + ": " + first.message());
            }
        } catch (SdkException e) {
            throw failure("remove " + keys.size() + " objects from", e);
        }
    }

    @Override
    public Keys list(String prefix, Optional<String> page) throws IOException {
        try {
            ListObjectsV2Response answer = client.listObjectsV2(request -> {
                request.bucket(bucket).prefix(prefix);
                page.ifPresent(request::continuationToken);
            });
            List<String> keys =
                    answer.contents().stream().map(object -> object.key()).toList();
            return new Keys(
                    keys,
                    Boolean.TRUE.equals(answer.isTruncated())
                            ? Optional.ofNullable(answer.nextContinuationToken())
                            : Optional.empty());
        } catch (SdkException e) {
            throw failure("list \"" + prefix + "\" in", e);
        }
    }

    private IOException failure(String what, SdkException cause) {
        String hint = "";
        if (cause instanceof S3Exception answer) {
            hint = switch (answer.statusCode()) {
                case 403 -> "; check the credentials, and that they may read, write, delete and list in this bucket";
                case 301, 404 -> "; check the name of the bucket, the region and the endpoint";
                default -> "";
            };
        }
        return new IOException(
                "Could not " + what + " the bucket \"" + bucket + "\": " + cause.getMessage() + hint, cause);
    }
}
