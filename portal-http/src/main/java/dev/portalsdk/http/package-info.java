/**
 * The REST API that Backstage's clients talk to, over whichever parts a host has. {@link dev.portalsdk.http.PortalHttp} is the whole of it; adapters put it
 * behind a server.
 */
@NullMarked
package dev.portalsdk.http;

import org.jspecify.annotations.NullMarked;
