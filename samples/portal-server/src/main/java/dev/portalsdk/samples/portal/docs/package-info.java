/**
 * The docs reader: pages of a published site within the portal's own frame, cleaned of all that could run, and their search. It reads any site with TechDocs' output, whoever built it.
 */
@NullMarked
package dev.portalsdk.samples.portal.docs;

import org.jspecify.annotations.NullMarked;
