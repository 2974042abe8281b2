/** A servlet in front of a handler, for hosts that have a Jakarta Servlet 6 container. */
@NullMarked
package dev.portalsdk.http.servlet;

import org.jspecify.annotations.NullMarked;
