package dev.portalsdk.scaffolder;

/** A catalog that can also forget what it was told to read, so that {@code catalog:register} can be undone. Called by many threads. */
public interface CatalogLocations extends CatalogRegistrar {

    /** Whether it reads this location already; then undoing a registration leaves it alone. */
    boolean isRegistered(String url) throws Exception;

    /** Makes the catalog read a location no more. One that it does not read is no mistake. */
    void unregister(String url) throws Exception;
}
