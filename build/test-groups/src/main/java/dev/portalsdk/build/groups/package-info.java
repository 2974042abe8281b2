/**
 * Leaves out test groups and says how many tests that were. A test joins a group by JUnit's {@code @Tag}.
 */
@NullMarked
package dev.portalsdk.build.groups;

import org.jspecify.annotations.NullMarked;
