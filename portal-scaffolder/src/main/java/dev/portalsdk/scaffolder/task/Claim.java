package dev.portalsdk.scaffolder.task;

import java.util.Optional;

/**
 * A task that a worker has taken.
 *
 * @param lease its right to it
 * @param task as it was when it was taken
 * @param sealedSecrets the secrets that came with it, encrypted
 */
public record Claim(Lease lease, StoredTask task, Optional<String> sealedSecrets) {}
