/**
 * The Maven plugin: goals {@code check}, {@code plan}, {@code techdocs} and {@code template-test}.
 *
 * <p>Each reads its parameters, asks a module of the library, and logs what that answers; what has not changed since it was all right is not done again.
 */
@NullMarked
package dev.portalsdk.maven;

import org.jspecify.annotations.NullMarked;
