/**
 * A developer portal: the configuration's catalog, scaffolder and documentation, their REST API and their pages, on one port. A team that copies this folder has the start of its own.
 */
@NullMarked
package dev.portalsdk.samples.portal;

import org.jspecify.annotations.NullMarked;
