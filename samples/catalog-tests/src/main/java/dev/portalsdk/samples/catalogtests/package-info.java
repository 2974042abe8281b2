/** What a team checks in its own build: catalog files with a kind of its own, a template, documentation. The tests are the sample. */
@NullMarked
package dev.portalsdk.samples.catalogtests;

import org.jspecify.annotations.NullMarked;
