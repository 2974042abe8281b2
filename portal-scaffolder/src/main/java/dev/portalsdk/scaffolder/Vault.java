package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.TaskCipher;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What of one task must not be read by others: its secrets, and values that hold them. For many threads. */
record Vault(String taskId, TaskCipher cipher, Redactor redactor) {

    /**
     * A value as it may be kept.
     *
     * @param shown with secrets replaced
     * @param sealed the whole value, if that is another one
     */
    record Kept<V extends Value>(V shown, Optional<String> sealed) {}

    Kept<Value> keep(Value value) {
        Value shown = redactor.redact(value);
        return new Kept<>(shown, sealed(shown, value));
    }

    Kept<Value.Obj> keep(Value.Obj value) {
        Value.Obj shown = redactor.redact(value);
        return new Kept<>(shown, sealed(shown, value));
    }

    private Optional<String> sealed(Value shown, Value value) {
        return shown.equals(value) ? Optional.empty() : Optional.of(cipher.seal(taskId, value.toJson()));
    }

    /** The whole value; what was hidden in it is hidden from now on. */
    Value open(Value shown, Optional<String> sealed) {
        if (sealed.isEmpty()) {
            return shown;
        }
        Value whole = Value.parseJson(cipher.open(taskId, sealed.get()));
        redactor.learn(whole, shown);
        return whole;
    }

    /** The secrets of a task, to be kept; empty if there are none. */
    static Optional<String> seal(TaskCipher cipher, String taskId, Map<String, Secret> secrets) {
        if (secrets.isEmpty()) {
            return Optional.empty();
        }
        Value.Obj.Builder texts = Value.Obj.builder();
        secrets.forEach((name, secret) -> texts.put(name, secret.reveal()));
        return Optional.of(cipher.seal(taskId, texts.build().toJson()));
    }

    /** The secrets that {@link #seal} kept. */
    Map<String, Secret> secrets(Optional<String> sealed) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        if (sealed.isPresent()) {
            Value.Obj texts = (Value.Obj) Value.parseJson(cipher.open(taskId, sealed.get()));
            texts.forEach(
                    (name, text) -> secrets.put(name, Secret.of(text.asString().orElseThrow())));
        }
        return secrets;
    }
}
