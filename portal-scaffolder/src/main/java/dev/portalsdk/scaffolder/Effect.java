package dev.portalsdk.scaffolder;

import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Something that an action does to the world outside of its workspace, and what is known about doing it twice.
 *
 * <p>The journal says that it is about to happen before it does. If the answer is lost then (the process died, the line was cut), the effect that can
 * be looked up is looked up, the one that may be repeated is repeated, and for any other the task stops until somebody decides. An {@code
 * IOException} out of the work means that nobody knows whether it was done; any other exception that it was not.
 *
 * @param <T> what it gives: a record, or any other type that {@code Value} can be bound to
 */
public final class Effect<T> {
    private final String what;
    private final Callable<T> work;
    private final Optional<Callable<Optional<T>>> find;
    private final boolean repeatable;

    private Effect(String what, Callable<T> work, Optional<Callable<Optional<T>>> find, boolean repeatable) {
        this.what = what;
        this.work = work;
        this.find = find;
        this.repeatable = repeatable;
    }

    /**
     * Happens at most once.
     *
     * @param what it does, for the person who has to decide: {@code start the workflow deploy.yml of acme/web}
     */
    public static <T> Effect<T> once(String what, Callable<T> work) {
        return new Effect<>(what, work, Optional.empty(), false);
    }

    /** Leaves the world the same however often it is done. */
    public static <T> Effect<T> repeatable(String what, Callable<T> work) {
        return new Effect<>(what, work, Optional.empty(), true);
    }

    /**
     * Happens once: whether it was done can be seen.
     *
     * @param find looks for what it made; empty if that is not there. Never called unless the work was begun before
     */
    public static <T> Effect<T> lookedUp(String what, Callable<Optional<T>> find, Callable<T> work) {
        return new Effect<>(what, work, Optional.of(find), true);
    }

    String what() {
        return what;
    }

    T perform() throws Exception {
        return work.call();
    }

    /** What an earlier attempt has made, as far as that can be seen. */
    Optional<T> find() throws Exception {
        return find.isPresent() ? find.get().call() : Optional.empty();
    }

    /** Whether it may be done again if nothing is found. */
    boolean repeatable() {
        return repeatable;
    }
}
