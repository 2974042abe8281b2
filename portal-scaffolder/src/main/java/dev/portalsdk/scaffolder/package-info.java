/**
 * Runs software templates: a {@link dev.portalsdk.scaffolder.Template} is read once, a {@link dev.portalsdk.scaffolder.Task} is one run of it.
 *
 * <p>{@link dev.portalsdk.scaffolder.Scaffolder} is the entry point; what steps do is in {@link dev.portalsdk.scaffolder.ScaffolderAction}s.
 */
@NullMarked
package dev.portalsdk.scaffolder;

import org.jspecify.annotations.NullMarked;
