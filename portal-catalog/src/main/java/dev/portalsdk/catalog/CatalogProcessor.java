package dev.portalsdk.catalog;

import dev.portalsdk.model.EntityDescriptor;

/**
 * Derives facts from one descriptor: fills in fields, adds children, relations and findings.
 *
 * <p>Called by many threads, in the order of registration; must not keep state between calls. Policies and the kind's schema see what the last
 * processor returned.
 */
@FunctionalInterface
public interface CatalogProcessor {

    /**
     * Returns the descriptor, changed or not, and what follows from it.
     *
     * <p>Throwing rejects this entity until its next read: the last accepted version stays visible, with a status, and its children are kept. Do
     * not return "no children" when a source could not be read.
     */
    ProcessorOutput process(EntityDescriptor descriptor, ProcessingContext context) throws Exception;
}
