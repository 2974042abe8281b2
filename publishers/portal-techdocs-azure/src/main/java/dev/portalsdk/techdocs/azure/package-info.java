/**
 * Publishes documentation sites to Azure Blob Storage. A configuration asks for it with {@code techdocs.publisher.type:
 * azureBlobStorage}; in code start at {@link dev.portalsdk.techdocs.azure.AzureBlobObjectStore}.
 */
@NullMarked
package dev.portalsdk.techdocs.azure;

import org.jspecify.annotations.NullMarked;
