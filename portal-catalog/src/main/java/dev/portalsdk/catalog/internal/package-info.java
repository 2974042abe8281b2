/** What several packages of the catalog need and no user does. Anything here may change in any release. */
@NullMarked
package dev.portalsdk.catalog.internal;

import org.jspecify.annotations.NullMarked;
