/**
 * What stores on a relational database share: dialects, numbered migrations, transactions that are tried again, leases and notifications. Knows nothing
 * of catalogs or tasks; the host gives the {@link javax.sql.DataSource} and the driver.
 */
@NullMarked
package dev.portalsdk.jdbc;

import org.jspecify.annotations.NullMarked;
