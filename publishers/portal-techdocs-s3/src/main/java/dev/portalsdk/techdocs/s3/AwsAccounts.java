package dev.portalsdk.techdocs.s3;

import dev.portalsdk.config.Config;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** Whose credentials are used: as Backstage's section {@code aws} and its integration-aws-node say. */
final class AwsAccounts {

    private final Config config;

    AwsAccounts(Config config) {
        this.config = config;
    }

    /** The region that the account which {@code accountId} names is in, if that is said. */
    Optional<String> region(Config settings) {
        return settings.string("accountId").flatMap(id -> account(id)
                .flatMap(account -> account.string("region"))
                .or(() -> config.string("aws.accountDefaults.region")));
    }

    /**
     * Those of the account that {@code accountId} names, else those beside it, else those that the SDK finds.
     *
     * @param region where roles are assumed
     */
    AwsCredentialsProvider credentials(Config settings, Region region) {
        Optional<String> id = settings.string("accountId");
        if (id.isPresent()) {
            return ofAccount(settings, id.get(), region);
        }
        Config own = settings.at("credentials");
        AwsCredentialsProvider keys = keys(own).orElseGet(AwsAccounts::found);
        return own.string("roleArn")
                .<AwsCredentialsProvider>map(role -> assume(keys, region, request -> request.roleArn(role)))
                .orElse(keys);
    }

    private AwsCredentialsProvider ofAccount(Config settings, String id, Region region) {
        Optional<Config> account = account(id);
        Optional<String> role =
                account.isPresent() ? account.get().string("roleName") : config.string("aws.accountDefaults.roleName");
        AwsCredentialsProvider main = keys(config.at("aws.mainAccount")).orElseGet(AwsAccounts::found);
        Optional<AwsCredentialsProvider> own = account.flatMap(AwsAccounts::keys);
        if (role.isEmpty()) {
            return own.orElseThrow(() -> settings.invalid(
                    "accountId", "an account that aws.accounts lists with keys, a profile or a roleName"));
        }
        String partition = setting(account, "partition").orElse("aws");
        String arn = "arn:" + partition + ":iam::" + id + ":role/" + role.get();
        Optional<String> external = setting(account, "externalId");
        return assume(own.orElse(main), region, request -> {
            request.roleArn(arn);
            external.ifPresent(request::externalId);
        });
    }

    private Optional<Config> account(String id) {
        return config.list("aws.accounts").stream()
                .filter(account -> account.requireString("accountId").equals(id))
                .findFirst();
    }

    private Optional<String> setting(Optional<Config> account, String key) {
        return account.flatMap(found -> found.string(key)).or(() -> config.string("aws.accountDefaults." + key));
    }

    private static Optional<AwsCredentialsProvider> keys(Config section) {
        Optional<String> id = section.string("accessKeyId");
        if (id.isPresent()) {
            return Optional.of(StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(id.get(), section.requireString("secretAccessKey"))));
        }
        return section.string("profile").map(ProfileCredentialsProvider::create);
    }

    private static AwsCredentialsProvider found() {
        return DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentialsProvider assume(
            AwsCredentialsProvider keys, Region region, Consumer<AssumeRoleRequest.Builder> request) {
        StsClient client = StsClient.builder()
                .region(region)
                .credentialsProvider(keys)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(client)
                .refreshRequest(builder -> request.accept(builder.roleSessionName("portal-techdocs")))
                .build();
    }
}
