/** TechDocs' routes, as Backstage's front end knows them. Not for other modules. */
@NullMarked
package dev.portalsdk.http.techdocs.internal;

import org.jspecify.annotations.NullMarked;
