package dev.portalsdk.cli;

import dev.portalsdk.config.Secret;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the token for a running catalog is: in the environment, as others can read command lines. */
final class TokenOption {
    @Option(
            names = "--token-env",
            paramLabel = "NAME",
            description = "The environment variable that holds the token for a running catalog; default PORTAL_TOKEN.")
    private String variable = "PORTAL_TOKEN";

    Optional<Secret> token() {
        return Optional.ofNullable(System.getenv(variable))
                .filter(text -> !text.isBlank())
                .map(Secret::of);
    }
}
