/**
 * Hosts of source code: which are configured, with what credentials, and the arithmetic of their URLs.
 *
 * <p>Nothing here does input or output. Reading through these hosts is in {@link dev.portalsdk.source}.
 */
@NullMarked
package dev.portalsdk.integration;

import org.jspecify.annotations.NullMarked;
