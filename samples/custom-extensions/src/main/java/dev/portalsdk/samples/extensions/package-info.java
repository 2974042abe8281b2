/**
 * How to extend Portal SDK: one runnable class for each question. Each of them is small enough to be copied and changed.
 */
@NullMarked
package dev.portalsdk.samples.extensions;

import org.jspecify.annotations.NullMarked;
