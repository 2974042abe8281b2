/**
 * Contract tests for implementors: what every store, query engine, publisher, reader and template engine must promise, each an abstract JUnit class that
 * the test of an implementation extends and gives a fresh instance. Those of {@link dev.portalsdk.catalog.store.CatalogStore} need {@code net.jqwik:jqwik}
 * beside JUnit, which makes up histories, interleavings and crashes.
 */
@NullMarked
package dev.portalsdk.testing.tck;

import org.jspecify.annotations.NullMarked;
