/**
 * Requests, responses and what leads from one to the other, free of any server: adapters make the requests and write the responses. Hosts add pages and
 * routes of their own with the same types.
 */
@NullMarked
package dev.portalsdk.http.exchange;

import org.jspecify.annotations.NullMarked;
