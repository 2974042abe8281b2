/**
 * Who asks, and what they may do: principals, the verifiers that find them, and the policies that decide. Knows nothing of requests or of the parts that are
 * served.
 */
@NullMarked
package dev.portalsdk.http.access;

import org.jspecify.annotations.NullMarked;
