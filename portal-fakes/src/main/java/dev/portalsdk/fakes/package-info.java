/**
 * Stand-ins for tests of everything that stands on Portal SDK: a clock that is set, a reader with contents and faults in
 * memory, a forge over loopback with real Git.
 *
 * <p>They are real where it matters (bytes go over HTTP, repositories are Git's) and count what is asked of them.
 */
@NullMarked
package dev.portalsdk.fakes;

import org.jspecify.annotations.NullMarked;
