/**
 * Configuration in the format of Backstage's {@code app-config.yaml}: several files merged, variables substituted, files
 * included, every value with the place it came from.
 *
 * <p>Start at {@link dev.portalsdk.config.Config#builder()}. Reading is typed; a wrong value is reported with its file,
 * line and column, and values that may be secret are never printed.
 */
@NullMarked
package dev.portalsdk.config;

import org.jspecify.annotations.NullMarked;
