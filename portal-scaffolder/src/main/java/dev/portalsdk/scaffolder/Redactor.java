package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replaces the secrets of a task in what people see: as they are, URL-encoded, in JSON, in base64 also as part of a longer text. Learns more of them
 * as inputs are rendered. For many threads.
 */
final class Redactor {
    static final String MASK = "***";
    /** What is shorter would hide parts of other words when it is encoded. */
    private static final int MIN_ENCODED = 4;

    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Hides this text from now on, and each of its lines. */
    synchronized void hide(String secret) {
        List<String> lines = secret.lines().map(String::strip).toList();
        lines.stream()
                .filter(line -> line.length() > 1 || lines.size() == 1)
                .filter(line -> !line.isEmpty())
                .forEach(this::add);
        if (!secret.isBlank()) {
            add(secret);
        }
    }

    private void add(String secret) {
        if (!secrets.add(secret) || secret.length() < MIN_ENCODED) {
            return;
        }
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        secrets.add(encoded);
        secrets.add(encoded.replace("+", "%20"));
        secrets.add(lowerCaseEscapes(encoded));
        secrets.add(lowerCaseEscapes(encoded.replace("+", "%20")));
        String json = Value.Str.of(secret).toJson();
        secrets.add(json.substring(1, json.length() - 1));
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            addBase64(bytes, before);
        }
    }

    private static String lowerCaseEscapes(String encoded) {
        StringBuilder text = new StringBuilder(encoded);
        for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 1)) {
            text.replace(i, i + 3, text.substring(i, i + 3).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** The characters of base64 that stand for nothing but the secret, if so many bytes are before it in the last group of three. */
    private void addBase64(byte[] secret, int before) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = (before * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        String own = text.substring(from, Math.max(from, to));
        if (own.length() >= MIN_ENCODED) {
            secrets.add(own);
            secrets.add(own.replace('+', '-').replace('/', '_'));
        }
        if (before == 0) {
            secrets.add(text);
            secrets.add(text.replace('+', '-').replace('/', '_'));
        }
    }

    synchronized String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK);
        }
        return redacted;
    }

    /** A value with secrets replaced in all its texts and keys. */
    Value redact(Value value) {
        if (value instanceof Value.Str text) {
            String redacted = redact(text.value());
            return redacted.equals(text.value()) ? value : Value.Str.of(redacted);
        }
        if (value instanceof Value.Arr array) {
            List<Value> elements = new ArrayList<>(array.size());
            array.values().forEach(element -> elements.add(redact(element)));
            return Value.Arr.of(elements);
        }
        return value instanceof Value.Obj object ? redact(object) : value;
    }

    /** An object with secrets replaced in all its texts and keys. */
    Value.Obj redact(Value.Obj object) {
        Value.Obj.Builder entries = Value.Obj.builder();
        object.forEach((key, child) -> entries.put(redact(key), redact(child)));
        return entries.build();
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
