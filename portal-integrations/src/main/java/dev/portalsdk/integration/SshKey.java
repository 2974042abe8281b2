package dev.portalsdk.integration;

import dev.portalsdk.config.Secret;
import java.util.List;
import java.util.Optional;

/**
 * A key for Git over SSH.
 *
 * @param privateKey the text of an OpenSSH or PEM file
 * @param knownHosts lines of a {@code known_hosts} file; a host that is in none of them is refused
 */
public record SshKey(Secret privateKey, Optional<Secret> passphrase, List<String> knownHosts) {
    /** @throws IllegalArgumentException if there are no known hosts: any server could pass for the right one */
    public SshKey {
        knownHosts = List.copyOf(knownHosts);
        if (knownHosts.isEmpty()) {
            throw new IllegalArgumentException("an SSH key needs the host's line of a known_hosts file");
        }
    }
}
