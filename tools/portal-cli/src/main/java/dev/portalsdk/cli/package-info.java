/**
 * The command line: {@code portal check}, {@code plan}, {@code docs}, {@code template} and {@code catalog}.
 *
 * <p>Each command reads its options, asks a module of the library, and shows what that answers; an exit code tells how bad it is.
 */
@NullMarked
package dev.portalsdk.cli;

import org.jspecify.annotations.NullMarked;
