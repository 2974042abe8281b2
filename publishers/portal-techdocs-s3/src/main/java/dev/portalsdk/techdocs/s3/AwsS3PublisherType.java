package dev.portalsdk.techdocs.s3;

import dev.portalsdk.config.Config;
import dev.portalsdk.techdocs.ObjectStorePublisher;
import dev.portalsdk.techdocs.PublisherType;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * {@code techdocs.publisher.type: awsS3}. Reads Backstage's keys below {@code techdocs.publisher.awsS3}: {@code bucketName},
 * {@code bucketRootPath}, {@code accountId} (with the section {@code aws}), {@code credentials}, {@code region}, {@code
 * endpoint}, {@code s3ForcePathStyle}, {@code sse}, {@code httpsProxy}, {@code maxAttempts}. What is not there comes from where
 * the AWS SDK looks: environment, web identity, profiles, the container or the instance.
 */
public final class AwsS3PublisherType implements PublisherType {

    private static final String SECTION = "techdocs.publisher.awsS3";

    /** For {@code ServiceLoader}. */
    public AwsS3PublisherType() {}

    @Override
    public String name() {
        return "awsS3";
    }

    /** The client in it holds no threads and is never closed: a portal publishes as long as it runs. */
    @Override
    public ObjectStorePublisher create(Config config) {
        Config settings = config.at(SECTION);
        S3ObjectStore bucket = S3ObjectStore.of(client(config, settings), settings.requireString("bucketName"));
        Optional<ServerSideEncryption> encryption = settings.string("sse").map(name -> {
            if (!name.equals("aws:kms") && !name.equals("AES256")) {
                throw settings.invalid("sse", "aws:kms or AES256");
            }
            return ServerSideEncryption.fromValue(name);
        });
        return new ObjectStorePublisher(
                encryption.map(bucket::withEncryption).orElse(bucket),
                settings.string("bucketRootPath").orElse(""));
    }

    private static S3Client client(Config config, Config settings) {
        AwsAccounts accounts = new AwsAccounts(config);
        Region region = region(accounts, settings);
        S3ClientBuilder client = S3Client.builder()
                .region(region)
                .credentialsProvider(accounts.credentials(settings, region))
                .forcePathStyle(settings.bool("s3ForcePathStyle").orElse(false))
                .httpClient(http(settings));
        settings.string("endpoint").ifPresent(endpoint -> client.endpointOverride(uri(settings, "endpoint", endpoint))
                // Other stores than Amazon's rarely know its checksums of 2024, and some keep its framing as content.
                .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED));
        OptionalLong attempts = settings.number("maxAttempts");
        if (attempts.isPresent()) {
            if (attempts.getAsLong() < 1 || attempts.getAsLong() > 100) {
                throw settings.invalid("maxAttempts", "1 to 100");
            }
            client.overrideConfiguration(
                    override -> override.retryStrategy(retry -> retry.maxAttempts((int) attempts.getAsLong())));
        }
        return client.build();
    }

    private static Region region(AwsAccounts accounts, Config settings) {
        return settings.string("region")
                .or(() -> accounts.region(settings))
                .map(Region::of)
                .or(AwsS3PublisherType::environment)
                .orElseThrow(() -> settings.missing("region", "a region, here or in the variable AWS_REGION"));
    }

    private static Optional<Region> environment() {
        try {
            return Optional.of(DefaultAwsRegionProviderChain.builder().build().getRegion());
        } catch (software.amazon.awssdk.core.exception.SdkClientException e) {
            return Optional.empty();
        }
    }

    private static SdkHttpClient http(Config settings) {
        UrlConnectionHttpClient.Builder http = UrlConnectionHttpClient.builder();
        settings.string("httpsProxy")
                .ifPresent(proxy -> http.proxyConfiguration(ProxyConfiguration.builder()
                        .endpoint(uri(settings, "httpsProxy", proxy))
                        .build()));
        return http.build();
    }

    private static URI uri(Config settings, String key, String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().startsWith("http")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw settings.invalid(key, "an address such as https://s3.example.com");
    }
}
