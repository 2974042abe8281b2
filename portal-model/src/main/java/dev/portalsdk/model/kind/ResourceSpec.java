package dev.portalsdk.model.kind;

import java.util.List;
import java.util.Optional;

/**
 * Spec of a Resource, infrastructure that a system needs.
 *
 * @param type database, s3-bucket, cluster, or a word of the organisation's own
 * @param owner reference to a Group or User
 * @param system reference to a System
 * @param dependsOn references with their kind
 * @param dependencyOf references with their kind
 */
public record ResourceSpec(
        String type, String owner, Optional<String> system, List<String> dependsOn, List<String> dependencyOf) {

    /** Copies the lists. */
    public ResourceSpec {
        dependsOn = List.copyOf(dependsOn);
        dependencyOf = List.copyOf(dependencyOf);
    }
}
