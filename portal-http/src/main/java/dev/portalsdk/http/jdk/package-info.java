/** The JDK's own HTTP server in front of a handler. Enough for a portal of a few hundred people, and for tests; behind a proxy that speaks TLS. */
@NullMarked
package dev.portalsdk.http.jdk;

import org.jspecify.annotations.NullMarked;
