package dev.portalsdk.integration;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.Optional;

/** Gives the token for a request. Called by many threads at once. */
public interface ScmCredentials {
    /**
     * The token for what belongs to an owner.
     *
     * @param owner a user, organization or group
     * @param exchange sends the requests that it takes to get one
     * @return empty to ask without
     * @throws IOException if there should be one but it cannot be had
     */
    Optional<Secret> forOwner(String owner, Exchange exchange) throws IOException;

    /**
     * The host has refused this token: one that was only lent for a time must not be given again.
     *
     * @return whether another one can be had
     */
    boolean refused(Secret token);

    /** Sends requests under the reader's rules: allowed addresses, limits, retries. */
    @FunctionalInterface
    interface Exchange {
        /**
         * Asks the API.
         *
         * @param token sent as {@code Authorization: Bearer}
         * @return the JSON of the answer; empty if there is no such thing (404)
         */
        Optional<Value> send(String method, String url, Secret token) throws IOException;
    }

    /** One token for everything, or none. */
    static ScmCredentials fixed(Optional<Secret> token) {
        return new ScmCredentials() {
            @Override
            public Optional<Secret> forOwner(String owner, Exchange exchange) {
                return token;
            }

            @Override
            public boolean refused(Secret refused) {
                return false;
            }
        };
    }
}
