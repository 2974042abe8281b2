package dev.portalsdk.build.architecture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The modules, each with its root packages and the modules it may know besides itself.
 *
 * <p>A module that is added gets its line here; a package that belongs to none of these fails the tests.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are immutable
enum Module {
    MODEL(List.of("dev.portalsdk.model")),
    INTEGRATIONS(List.of("dev.portalsdk.config", "dev.portalsdk.integration", "dev.portalsdk.source"), MODEL),
    FAKES(List.of("dev.portalsdk.fakes"), MODEL, INTEGRATIONS),
    JDBC(List.of("dev.portalsdk.jdbc")),
    CATALOG(List.of("dev.portalsdk.catalog"), MODEL, INTEGRATIONS, JDBC),
    SCAFFOLDER(List.of("dev.portalsdk.scaffolder"), MODEL, INTEGRATIONS, JDBC),
    TECHDOCS(List.of("dev.portalsdk.techdocs"), MODEL, INTEGRATIONS),
    TECHDOCS_S3(List.of("dev.portalsdk.techdocs.s3"), MODEL, INTEGRATIONS, TECHDOCS),
    TECHDOCS_GCS(List.of("dev.portalsdk.techdocs.gcs"), MODEL, INTEGRATIONS, TECHDOCS),
    TECHDOCS_AZURE(List.of("dev.portalsdk.techdocs.azure"), MODEL, INTEGRATIONS, TECHDOCS),
    HTTP(List.of("dev.portalsdk.http"), MODEL, INTEGRATIONS, CATALOG, SCAFFOLDER, TECHDOCS),
    TESTING(List.of("dev.portalsdk.testing"), MODEL, INTEGRATIONS, JDBC, FAKES, CATALOG, SCAFFOLDER, TECHDOCS),
    CHECKS(List.of("dev.portalsdk.tools"), MODEL, INTEGRATIONS, CATALOG, SCAFFOLDER, TECHDOCS),
    CLI(List.of("dev.portalsdk.cli"), MODEL, INTEGRATIONS, CATALOG, SCAFFOLDER, TECHDOCS, CHECKS),
    MAVEN_PLUGIN(List.of("dev.portalsdk.maven"), MODEL, CATALOG, SCAFFOLDER, TECHDOCS, CHECKS);

    final List<String> roots;
    private final List<Module> known;

    Module(List<String> roots, Module... known) {
        this.roots = roots;
        this.known = List.of(known);
    }

    boolean mayKnow(Module other) {
        return other == this || known.contains(other);
    }

    boolean contains(String packageName) {
        return roots.stream().anyMatch(root -> packageName.equals(root) || packageName.startsWith(root + "."));
    }

    /** The one with the longest root: the packages of some lie below those of another. */
    static Optional<Module> of(String packageName) {
        return Arrays.stream(values())
                .filter(module -> module.contains(packageName))
                .max(Comparator.comparingInt(module -> module.roots.get(0).length()));
    }
}
