/**
 * A catalog that survives its process. What is in the database, {@code portal-catalog} decides; which database, the configuration; how it is reached, this.
 */
@NullMarked
package dev.portalsdk.samples.durable;

import org.jspecify.annotations.NullMarked;
