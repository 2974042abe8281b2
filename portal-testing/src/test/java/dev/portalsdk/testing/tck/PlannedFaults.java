package dev.portalsdk.testing.tck;

import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.SqlFaultPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Faults in statements of one life, by the call of the store that they belong to and their number within it: so a fault in one call, and that it is tried
 * again, does not change which statements the next ones meet. A statement is met only if it is the one that a life without faults has there. Only statements of the thread that made this count.
 */
final class PlannedFaults implements SqlFaultPlan {
    /** A statement of a life: the call of the store, and the number of the statement in it, both from 1. */
    record At(int call, int statement) {}

    /** A statement that is to have a fault. */
    record Planned(At at, String sql, SqlFault fault) {}

    private final Thread life = Thread.currentThread();
    private final Map<At, Planned> planned = new LinkedHashMap<>();
    private final Map<At, String> statements = new LinkedHashMap<>();
    private final Map<At, Planned> met = new LinkedHashMap<>();
    private int call;
    private int statement;

    PlannedFaults(List<Planned> faults) {
        faults.forEach(fault -> planned.put(fault.at(), fault));
    }

    /** The store is called; not when it is asked again what failed. */
    void called() {
        call++;
        statement = 0;
    }

    @Override
    public Optional<SqlFault> decide(long number, String sql) {
        if (Thread.currentThread() != life) {
            return Optional.empty();
        }
        At at = new At(call, ++statement);
        statements.put(at, sql);
        Optional<Planned> fault = Optional.ofNullable(planned.remove(at))
                .filter(wanted -> wanted.sql().equals(sql));
        fault.ifPresent(wanted -> met.put(at, wanted));
        return fault.map(Planned::fault);
    }

    /** All statements that there were, in their order. */
    Map<At, String> statements() {
        return statements;
    }

    /** The faults that there were. */
    List<Planned> met() {
        return List.copyOf(met.values());
    }
}
