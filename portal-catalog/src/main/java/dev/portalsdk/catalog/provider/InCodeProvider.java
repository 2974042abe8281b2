package dev.portalsdk.catalog.provider;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.MutationReceipt;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives what the host tells it to, at any time, to one catalog at a time. For any number of threads.
 *
 * <pre>{@code
 * InCodeProvider hr = new InCodeProvider("hr");
 * Catalog catalog = Catalog.builder().provider(hr).build();
 * hr.apply(Mutation.full(people)).await();
 * }</pre>
 */
public final class InCodeProvider implements EntityProvider {
    private final String name;
    private final List<Mutation> early = new ArrayList<>();
    private @Nullable EntityProviderConnection connection;

    /** @param name see {@link EntityProvider#name()} */
    public InCodeProvider(String name) {
        this.name = name;
    }

    /** To be applied first thing when the catalog is built. */
    public synchronized InCodeProvider with(Mutation mutation) {
        if (connection != null) {
            throw new CatalogException("The provider \"" + name + "\" is connected: call apply");
        }
        early.add(mutation);
        return this;
    }

    /**
     * Applies a change.
     *
     * @throws CatalogException if no catalog was built with this provider yet, or it is closed
     */
    public MutationReceipt apply(Mutation mutation) {
        return connected().apply(mutation);
    }

    private synchronized EntityProviderConnection connected() {
        EntityProviderConnection catalog = connection;
        if (catalog == null) {
            throw new CatalogException("The provider \"" + name
                    + "\" is not connected: give it to a catalog's builder and build that first");
        }
        return catalog;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void connect(EntityProviderConnection catalog) {
        if (connection != null) {
            throw new CatalogException("The provider \"" + name
                    + "\" is another catalog's, which is not closed: what it is told would not reach that any more."
                    + " Make one for each catalog");
        }
        connection = catalog;
        early.forEach(catalog::apply);
        early.clear();
    }

    /** It may be given to another catalog then. */
    @Override
    public synchronized void close() {
        connection = null;
    }
}
