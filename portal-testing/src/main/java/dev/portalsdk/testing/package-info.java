/**
 * Tests of what teams write, with JUnit: catalog files ({@link dev.portalsdk.testing.CatalogTest}, {@link dev.portalsdk.testing.CatalogAssertions}, {@link
 * dev.portalsdk.testing.GoldenCatalogs}), templates, actions and providers. They need no assertion library, and a check that looked at nothing fails.
 */
@NullMarked
package dev.portalsdk.testing;

import org.jspecify.annotations.NullMarked;
