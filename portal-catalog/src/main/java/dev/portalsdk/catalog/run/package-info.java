/**
 * What the nodes that share a store agree on about runs of providers and other tasks: when one is due, which node has it, and where it goes on.
 *
 * <p>A {@link dev.portalsdk.catalog.store.CatalogStore} keeps {@link dev.portalsdk.catalog.run.Schedules} and
 * {@link dev.portalsdk.catalog.run.ProviderState} beside its facts.
 */
@NullMarked
package dev.portalsdk.catalog.run;

import org.jspecify.annotations.NullMarked;
