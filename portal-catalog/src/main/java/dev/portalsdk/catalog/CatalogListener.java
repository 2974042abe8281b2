package dev.portalsdk.catalog;

import java.util.List;

/**
 * Is told what happens in a catalog. Called by many threads, between pieces of work: should be quick. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface CatalogListener {

    /** Is told one event. */
    void on(CatalogEvent event);

    /** Listens to nothing. */
    static CatalogListener none() {
        return event -> {};
    }

    /** Tells each of these, in this order. */
    static CatalogListener composite(List<CatalogListener> listeners) {
        List<CatalogListener> all = List.copyOf(listeners);
        return event -> all.forEach(listener -> listener.on(event));
    }
}
