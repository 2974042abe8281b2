/**
 * TechDocs: documentation that lives beside the code as Markdown and is published as one site for each entity.
 * Start at {@link dev.portalsdk.techdocs.TechDocs#builder()}; preparing, generating and publishing are an interface each.
 */
@NullMarked
package dev.portalsdk.techdocs;

import org.jspecify.annotations.NullMarked;
