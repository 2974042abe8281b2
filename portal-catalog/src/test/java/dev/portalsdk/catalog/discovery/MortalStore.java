package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

/** What one node has of a store: it dies at a call of those that runs make, before or after it is done, and after that reaches nothing any more. */
final class MortalStore {
    private static final Set<String> COUNTED =
            Set.of("apply", "find", "replace", "remove", "claim", "claimNow", "renew", "finish", "ask");

    private final int dies;
    private final boolean done;
    private int calls;
    private boolean dead;

    /** What it dies of. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;

        Death() {
            super("a crash that a test injects", null, false, false);
        }
    }

    /**
     * A node.
     *
     * @param call that it dies at, the first being 0
     * @param done whether the store does what it was asked for
     */
    MortalStore(int call, boolean done) {
        this.dies = call;
        this.done = done;
    }

    CatalogStore of(CatalogStore store) {
        return of(CatalogStore.class, store);
    }

    private <T> T of(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> call(target, method, args)));
    }

    private Object call(Object target, Method method, Object[] args) throws Throwable {
        boolean last = before(COUNTED.contains(method.getName()));
        try {
            Object result = method.invoke(target, args);
            after(last);
            return result instanceof Schedules schedules
                    ? of(Schedules.class, schedules)
                    : result instanceof ProviderState state ? of(ProviderState.class, state) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private synchronized boolean before(boolean counts) {
        boolean last = counts && calls++ == dies;
        if (dead || (last && !done)) {
            dead = true;
            throw new Death();
        }
        return last;
    }

    private synchronized void after(boolean last) {
        if (last) {
            dead = true;
            throw new Death();
        }
    }

    synchronized boolean isDead() {
        return dead;
    }
}
