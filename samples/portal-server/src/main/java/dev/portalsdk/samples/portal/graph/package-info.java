/**
 * Relations as a picture: what lies around an entity, laid out in columns. Everything is computed here, so that the browser has only to draw it.
 */
@NullMarked
package dev.portalsdk.samples.portal.graph;

import org.jspecify.annotations.NullMarked;
