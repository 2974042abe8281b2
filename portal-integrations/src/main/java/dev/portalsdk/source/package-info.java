/**
 * Reading files and trees by URL, from this machine, from web servers and from hosts of source code, within limits.
 *
 * <p>Start at {@link dev.portalsdk.source.UrlReaders}. Only hosts that the configuration names are read, also after
 * redirects.
 */
@NullMarked
package dev.portalsdk.source;

import org.jspecify.annotations.NullMarked;
