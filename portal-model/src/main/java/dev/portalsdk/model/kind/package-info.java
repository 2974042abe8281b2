/**
 * The kinds that Backstage knows, each declared as data, with the records of their specs. A host's own kinds are declared the same way.
 *
 * <p>The JSON Schemas beside these classes are for editors too: {@code catalog-info.schema.json} covers all kinds at once.
 */
@NullMarked
package dev.portalsdk.model.kind;

import org.jspecify.annotations.NullMarked;
