package dev.portalsdk.scaffolder;

/** The log of a step, which people see as it is written. Secrets of the task are replaced by {@code ***}. Not implemented by clients. */
public interface ActionLog {

    /** What happens. */
    void info(String message);

    /** What the author or user should look at, though the step goes on. */
    void warn(String message);

    /** What is wrong, before the step fails. */
    void error(String message);
}
