package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.Value;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Events as stores keep them: their components, and which event it is under {@code type}. */
final class TaskEventJson {
    private static final String TYPE = "type";
    private static final Map<String, Class<? extends TaskEvent>> TYPES = Arrays.stream(
                    TaskEvent.class.getPermittedSubclasses())
            .map(type -> type.asSubclass(TaskEvent.class))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    private TaskEventJson() {}

    static Value.Obj write(TaskEvent event) {
        Value.Obj.Builder json = Value.Obj.builder().put(TYPE, event.getClass().getSimpleName());
        ((Value.Obj) Value.of(event)).forEach(json::put);
        return json.build();
    }

    static TaskEvent read(Value.Obj json) {
        String name = json.string(TYPE).orElse("");
        Class<? extends TaskEvent> type = Optional.<Class<? extends TaskEvent>>ofNullable(TYPES.get(name))
                .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is no event of a task"));
        return json.without(TYPE).to(type);
    }
}
