/**
 * Forms made from JSON Schema, as templates describe what they ask for. What is shown, what was filled in and what is wrong with it are computed on the server, so that a form works without scripts.
 */
@NullMarked
package dev.portalsdk.samples.portal.form;

import org.jspecify.annotations.NullMarked;
