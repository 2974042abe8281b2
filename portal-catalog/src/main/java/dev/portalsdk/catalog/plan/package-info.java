/**
 * What a change of catalog files does to the catalog: what comes, goes and changes, and who depends on it.
 * Two versions are loaded by the catalog's own engine, from directories, Git revisions, snapshots or a running catalog, and compared.
 */
@NullMarked
package dev.portalsdk.catalog.plan;

import org.jspecify.annotations.NullMarked;
