/**
 * The software catalog's vocabulary: entities, kinds, references, relations, and what is wrong with a descriptor.
 *
 * <p>Everything here is immutable and safe for use by many threads; nothing here does input or output. Files are read
 * by {@link dev.portalsdk.model.yaml}.
 */
@NullMarked
package dev.portalsdk.model;

import org.jspecify.annotations.NullMarked;
