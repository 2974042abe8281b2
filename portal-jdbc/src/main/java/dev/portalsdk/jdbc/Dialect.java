package dev.portalsdk.jdbc;

/** The databases that stores are written for. */
public enum Dialect {
    /** PostgreSQL 14 to 18: any number of nodes. */
    POSTGRESQL,
    /** SQLite: a file of one process. */
    SQLITE
}
