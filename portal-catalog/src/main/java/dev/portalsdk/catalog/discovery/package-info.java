/**
 * Providers that find what is to be in the catalog on hosts of source code: repositories with descriptors, teams and people;
 * and what hosts tell by webhooks.
 *
 * <p>Start at {@link dev.portalsdk.catalog.discovery.DiscoveryProviders#of} for what {@code catalog.providers} describes, or at
 * the builder of a provider.
 */
@NullMarked
package dev.portalsdk.catalog.discovery;

import org.jspecify.annotations.NullMarked;
