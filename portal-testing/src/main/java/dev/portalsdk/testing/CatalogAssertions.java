package dev.portalsdk.testing;

import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.check.CheckedCatalog;
import java.nio.file.Path;

/**
 * Where assertions about catalog files start.
 *
 * <pre>{@code
 * assertThatCatalog(Path.of("."))
 *         .hasNoErrors()
 *         .hasNoDanglingReferences()
 *         .everyComponent().hasOwner().and()
 *         .entity("component:order-service").dependsOn("resource:orders-db");
 * }</pre>
 *
 * <p>They need no assertion library, and throw an {@link AssertionError} that shows each place with its line.
 */
public final class CatalogAssertions {
    private CatalogAssertions() {}

    /**
     * Reads, validates and checks the files {@code catalog-info.yaml} in a directory and those below it.
     *
     * @throws AssertionError if there is no descriptor at all
     */
    public static CatalogAssert assertThatCatalog(Path directory) {
        return assertThatCatalog(CatalogFiles.under(directory));
    }

    /**
     * Reads, validates and checks these files, with their names, kinds, rules and limits.
     *
     * @throws AssertionError if there is no descriptor at all, though that was {@linkplain CatalogFiles#allowEmpty() allowed}
     */
    public static CatalogAssert assertThatCatalog(CatalogFiles files) {
        return assertThatCatalog(files.check());
    }

    /**
     * About what was checked before.
     *
     * @throws AssertionError if there is no descriptor at all
     */
    public static CatalogAssert assertThatCatalog(CheckedCatalog catalog) {
        return new CatalogAssert(catalog);
    }
}
