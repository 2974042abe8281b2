/** The scaffolder's routes, as Backstage's clients know them. Not for other modules. */
@NullMarked
package dev.portalsdk.http.scaffolder.internal;

import org.jspecify.annotations.NullMarked;
