package dev.portalsdk.fakes;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A data source whose statements are counted, and fail when told to.
 *
 * <p>Stands between a pool and the driver, or before a pool. What goes through {@code unwrap} is not seen. Each execution of a statement
 * or batch counts as one, and so does each commit. Safe for use by many threads.
 */
public final class FaultyDataSource implements DataSource {
    private static final int TEXTS_KEPT = 100_000;

    private final DataSource target;
    private volatile Course course = new Course((number, sql) -> Optional.empty());
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();

    private FaultyDataSource(DataSource target) {
        this.target = target;
    }

    /** The statements since a plan was set. */
    private static final class Course {
        private final SqlFaultPlan plan;
        private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
        private long count;

        Course(SqlFaultPlan plan) {
            this.plan = plan;
        }

        Optional<SqlFault> next(String sql) {
            long number;
            synchronized (this) {
                number = ++count;
                if (texts.size() < TEXTS_KEPT) {
                    texts.add(sql);
                }
            }
            return plan.decide(number, sql);
        }

        synchronized long count() {
            return count;
        }
    }

    /** One that only counts, until {@link #plan} says otherwise. */
    public static FaultyDataSource over(DataSource target) {
        return new FaultyDataSource(target);
    }

    /** Sets what happens from now on, and counts from 1 again. */
    public void plan(SqlFaultPlan plan) {
        course = new Course(plan);
    }

    /** From now on, the statement of this number has a fault, and no other. */
    public void failAt(long number, SqlFault fault) {
        plan((current, sql) -> current == number ? Optional.of(fault) : Optional.empty());
    }

    /** No more faults; counts from 1 again. */
    public void heal() {
        plan((number, sql) -> Optional.empty());
    }

    /** Cuts every connection that is open. */
    public void cutAll() {
        open.forEach(FaultyDataSource::cut);
    }

    /** How many statements there were since the plan was set. */
    public long count() {
        return course.count();
    }

    /** Their texts, the first 100,000. */
    public List<String> statements() {
        List<String> texts = course.texts;
        synchronized (texts) {
            return List.copyOf(texts);
        }
    }

    /** Ends the driver's own connection, under a pool's. SQLite's cannot be aborted, but closed. */
    private static void cut(Connection connection) {
        try (Connection own = connection.unwrap(Connection.class)) {
            own.abort(Runnable::run);
        } catch (SQLException | UnsupportedOperationException e) {
            // It is closed all the same.
        }
        closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // It is cut, one way or the other.
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return watched(target.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return watched(target.getConnection(user, password));
    }

    private Connection watched(Connection connection) {
        open.add(connection);
        return proxy(Connection.class, connection, (self, method, arguments) -> {
            return switch (method.getName()) {
                case "close", "abort" -> {
                    open.remove(connection);
                    yield invoke(connection, method, arguments);
                }
                case "commit" -> run(connection, "COMMIT", () -> invoke(connection, method, arguments));
                case "createStatement" ->
                    watched(Statement.class, connection, invoke(connection, method, arguments), "");
                case "prepareStatement" ->
                    watched(
                            PreparedStatement.class,
                            connection,
                            invoke(connection, method, arguments),
                            String.valueOf(arguments[0]));
                default -> invoke(connection, method, arguments);
            };
        });
    }

    private Object watched(Class<? extends Statement> type, Connection connection, Object statement, String sql) {
        return proxy(type, statement, (self, method, arguments) -> {
            if (method.getName().equals("getConnection")) {
                return watched(connection);
            }
            if (!method.getName().startsWith("execute")) {
                return invoke(statement, method, arguments);
            }
            String text = arguments == null || arguments.length == 0 ? sql : String.valueOf(arguments[0]);
            return run(connection, text.isEmpty() ? "a batch" : text, () -> invoke(statement, method, arguments));
        });
    }

    /** A call of the driver. */
    private interface Call {
        Object run() throws Throwable;
    }

    private Object run(Connection connection, String sql, Call call) throws Throwable {
        Optional<SqlFault> fault = course.next(sql);
        if (fault.isEmpty()) {
            return call.run();
        }
        if (fault.get() == SqlFault.CUT_AFTER) {
            call.run();
        }
        if (fault.get().isCut()) {
            open.remove(connection);
            cut(connection);
        }
        throw fault.get().exception(sql);
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, Object target, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                FaultyDataSource.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return objectMethod(self, target, method, arguments);
                    }
                    return handler.invoke(self, method, arguments);
                }));
    }

    private static Object objectMethod(Object self, Object target, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "faulty " + target;
        };
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || target.isWrapperFor(type);
    }
}
