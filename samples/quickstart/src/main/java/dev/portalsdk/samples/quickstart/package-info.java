/**
 * The quickstart: loads a catalog, runs a template and builds documentation, all in one process and without a network. Start reading at
 * {@link dev.portalsdk.samples.quickstart.Quickstart}.
 */
@NullMarked
package dev.portalsdk.samples.quickstart;

import org.jspecify.annotations.NullMarked;
