/** The catalog's routes, as Backstage's clients know them. Not for other modules. */
@NullMarked
package dev.portalsdk.http.catalog.internal;

import org.jspecify.annotations.NullMarked;
