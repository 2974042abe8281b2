/**
 * What a website needs beyond routes: sessions, forms that only our own pages can send, and the headers that keep browsers safe. It knows nothing of the portal.
 */
@NullMarked
package dev.portalsdk.samples.portal.web;

import org.jspecify.annotations.NullMarked;
