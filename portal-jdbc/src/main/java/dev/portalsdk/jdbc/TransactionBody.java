package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What is done in one transaction.
 *
 * <p>It is run anew, from the beginning and on another connection, when the transaction could not be completed: so its
 * outcome should follow from the database alone, and what it does outside of the database must not matter when it happens
 * twice. It neither commits, rolls back nor closes the connection, and keeps nothing of it.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface TransactionBody<T> {
    /** Does the work on a connection whose transaction has begun. @throws SQLException as the driver gives it: that decides whether to try again */
    T run(Connection connection) throws SQLException;
}
