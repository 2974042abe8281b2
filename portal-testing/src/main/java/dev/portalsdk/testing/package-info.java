/**
 * Tests of catalog files with JUnit: {@link dev.portalsdk.testing.CatalogTest}, {@link dev.portalsdk.testing.CatalogAssertions} and
 * {@link dev.portalsdk.testing.GoldenCatalogs}.
 *
 * <p>And contract tests: what every {@link dev.portalsdk.catalog.store.CatalogStore} must promise, as an abstract class that the test of an implementation
 * extends.
 *
 * <p>Each promise is a group of tests of its own; histories, interleavings and crashes are made up by jqwik.
 */
@NullMarked
package dev.portalsdk.testing;

import org.jspecify.annotations.NullMarked;
