package dev.portalsdk.scaffolder.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variables of a template, a loop or a macro; looked up from the inside out. */
final class Frame {
    private final Map<String, Object> variables = new HashMap<>();
    private final @Nullable Frame parent;
    /** Whether assignments within stay within. */
    private final boolean isolated;

    Frame(@Nullable Frame parent) {
        this(parent, false);
    }

    private Frame(@Nullable Frame parent, boolean isolated) {
        this.parent = parent;
        this.isolated = isolated;
    }

    static Frame isolated(Frame parent) {
        return new Frame(parent, true);
    }

    void set(String name, Object value) {
        variables.put(name, value);
    }

    /** @return null if no frame has it */
    @Nullable
    Object find(String name) {
        for (Frame frame = this; frame != null; frame = frame.parent) {
            Object value = frame.variables.get(name);
            if (value != null && value != Undefined.UNDEFINED) {
                return value;
            }
        }
        return null;
    }

    /** Sets the variable where it is known; here, if it is known nowhere. */
    void assign(String name, Object value) {
        for (Frame frame = this; frame != null; frame = frame.isolated ? null : frame.parent) {
            Object known = frame.variables.get(name);
            if (known != null && known != Undefined.UNDEFINED) {
                frame.variables.put(name, value);
                return;
            }
        }
        variables.put(name, value);
    }
}
