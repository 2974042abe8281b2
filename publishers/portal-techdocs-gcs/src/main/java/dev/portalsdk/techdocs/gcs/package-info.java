/**
 * Publishes documentation sites to Google Cloud Storage, over its JSON API. A configuration asks for it with {@code
 * techdocs.publisher.type: googleGcs}; in code start at {@link dev.portalsdk.techdocs.gcs.GcsObjectStore}.
 */
@NullMarked
package dev.portalsdk.techdocs.gcs;

import org.jspecify.annotations.NullMarked;
