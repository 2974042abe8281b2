package dev.portalsdk.integration;

import java.util.List;
import java.util.Optional;

/**
 * How a host of source code is reached.
 *
 * @param addresses URLs whose scheme, host and port may be connected to: web, API, Git; no others are
 * @param credentials who gives the tokens
 * @param gitUser the user name that Git sends with a token over HTTP; most hosts take any
 * @param api where files, versions and archives are asked for; a host without is read through Git
 * @param ssh the key for Git over SSH, if clone URLs are of that scheme
 */
public record ScmAccess(
        List<String> addresses,
        ScmCredentials credentials,
        String gitUser,
        Optional<ScmApi> api,
        Optional<SshKey> ssh) {
    public ScmAccess {
        addresses = List.copyOf(addresses);
    }
}
