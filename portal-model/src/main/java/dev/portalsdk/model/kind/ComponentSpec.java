package dev.portalsdk.model.kind;

import java.util.List;
import java.util.Optional;

/**
 * Spec of a Component, a piece of software.
 *
 * @param type service, website, library, or a word of the organisation's own
 * @param lifecycle experimental, production, deprecated, or a word of its own
 * @param owner reference to a Group or User
 * @param system reference to a System
 * @param subcomponentOf reference to a Component
 * @param providesApis references to APIs
 * @param consumesApis references to APIs
 * @param dependsOn references with their kind
 * @param dependencyOf references with their kind
 */
public record ComponentSpec(
        String type,
        String lifecycle,
        String owner,
        Optional<String> system,
        Optional<String> subcomponentOf,
        List<String> providesApis,
        List<String> consumesApis,
        List<String> dependsOn,
        List<String> dependencyOf) {

    /** Copies the lists. */
    public ComponentSpec {
        providesApis = List.copyOf(providesApis);
        consumesApis = List.copyOf(consumesApis);
        dependsOn = List.copyOf(dependsOn);
        dependencyOf = List.copyOf(dependencyOf);
    }
}
