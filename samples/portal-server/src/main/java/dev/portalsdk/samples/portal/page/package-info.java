/**
 * The portal's pages: each takes what it shows from the catalog, the scaffolder or the documentation and fills a Handlebars template with it. Templates escape what they insert.
 */
@NullMarked
package dev.portalsdk.samples.portal.page;

import org.jspecify.annotations.NullMarked;
