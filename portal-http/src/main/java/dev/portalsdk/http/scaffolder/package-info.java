/** What a host gives its scaffolder so that templates can be tried out over HTTP. */
@NullMarked
package dev.portalsdk.http.scaffolder;

import org.jspecify.annotations.NullMarked;
