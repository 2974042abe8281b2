/**
 * What a build checks of a repository: its catalog files, templates and documentation, offline, as findings with places.
 *
 * <p>The command line and the Maven plugin are thin layers over it; a build tool of another kind can be one, too.
 */
@NullMarked
package dev.portalsdk.tools;

import org.jspecify.annotations.NullMarked;
