package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Replaces the secrets of a task in what people see. Learns more of them as inputs are rendered. For many threads. */
final class Redactor {
    static final String MASK = "***";

    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Hides this text from now on, and each of its lines. */
    synchronized void hide(String secret) {
        List<String> lines = secret.lines().map(String::strip).toList();
        lines.stream()
                .filter(line -> line.length() > 1 || lines.size() == 1)
                .filter(line -> !line.isEmpty())
                .forEach(secrets::add);
        if (!secret.isBlank()) {
            secrets.add(secret);
        }
    }

    synchronized String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK);
        }
        return redacted;
    }

    /** Hides every text that is another one when secrets are masked: it was made of a secret. */
    void learn(Value shown, Value masked) {
        if (shown.equals(masked)) {
            return;
        }
        if (shown instanceof Value.Obj object) {
            object.forEach((key, child) -> learn(child, at(masked, key)));
        } else if (shown instanceof Value.Arr array) {
            for (int i = 0; i < array.size(); i++) {
                learn(
                        array.get(i),
                        masked instanceof Value.Arr other && i < other.size() ? other.get(i) : Value.Null.NULL);
            }
        } else if (shown instanceof Value.Str text) {
            hide(text.value());
        }
    }

    private static Value at(Value value, String key) {
        Optional<Value> child = value instanceof Value.Obj object ? object.get(key) : Optional.empty();
        return child.orElse(Value.Null.NULL);
    }
}
