package dev.portalsdk.model;

import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finding about something that an author wrote.
 *
 * @param severity how much it matters
 * @param ruleId which rule found it, in kebab case, e.g. {@code dangling-ref}; stable, so that it can be waived or configured
 * @param entity the entity it concerns, if it could be told
 * @param location the place of the key or value at fault; for what is missing, of the key of the mapping that lacks it. Empty for entities made
 *     in code
 * @param pointer JSON pointer to the value at fault in its document; empty for the whole document
 * @param message what is wrong: names the field and the value; one line
 * @param found the value at fault, if there is one
 * @param expected what was expected, in words
 * @param hint what to do, e.g. the nearest known name
 */
public record Diagnostic(
        Severity severity,
        String ruleId,
        Optional<EntityRef> entity,
        Optional<SourceLocation> location,
        String pointer,
        String message,
        Optional<Value> found,
        Optional<String> expected,
        Optional<String> hint) {

    /** Escapes control characters in the message and the hint: they come from files, and go to terminals. */
    public Diagnostic {
        message = printable(message);
        hint = hint.map(Diagnostic::printable);
    }

    private static String printable(String text) {
        boolean plain = text.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029);
        if (plain) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> {
            if (c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029) {
                escaped.append(String.format("\\u%04x", c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    /** By place (those without one last), then severity (worst first), rule and message. */
    public static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(
                    (Diagnostic d) -> d.location().orElse(null), Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Diagnostic::severity, Comparator.reverseOrder())
            .thenComparing(Diagnostic::ruleId)
            .thenComparing(Diagnostic::message);

    /** Starts a finding of severity {@link Severity#ERROR}. */
    public static Builder error(String ruleId, String message) {
        return new Builder(Severity.ERROR, ruleId, message);
    }

    /** Starts a finding of severity {@link Severity#WARNING}. */
    public static Builder warning(String ruleId, String message) {
        return new Builder(Severity.WARNING, ruleId, message);
    }

    /** Starts a finding of severity {@link Severity#INFO}. */
    public static Builder info(String ruleId, String message) {
        return new Builder(Severity.INFO, ruleId, message);
    }

    /** This finding with another severity. */
    public Diagnostic withSeverity(Severity other) {
        return new Diagnostic(other, ruleId, entity, location, pointer, message, found, expected, hint);
    }

    /** The message with its hint, in one line. */
    public String messageWithHint() {
        return hint.map(text -> message + "; " + text).orElse(message);
    }

    /** {@code [ERROR] component:default/web: message; hint | rule-id file:line:column}. */
    @Override
    public String toString() {
        return "[" + severity + "] " + entity.map(ref -> ref + ": ").orElse("") + messageWithHint() + " | " + ruleId
                + location.map(place -> " " + place).orElse("");
    }

    /** Builds a finding; for one thread. */
    public static final class Builder {
        private final Severity severity;
        private final String ruleId;
        private final String message;
        private @Nullable EntityRef entity;
        private @Nullable SourceLocation location;
        private String pointer = "";
        private @Nullable Value found;
        private @Nullable String expected;
        private @Nullable String hint;

        private Builder(Severity severity, String ruleId, String message) {
            this.severity = severity;
            this.ruleId = ruleId;
            this.message = message;
        }

        /** The place at fault. */
        public Builder at(SourceLocation place) {
            this.location = place;
            return this;
        }

        /** The place of a pointer in a document, if the document has places; sets the pointer and, if none is set, the entity too. */
        public Builder at(EntityDescriptor document, String place) {
            this.location = document.location(place).orElse(null);
            this.entity = entity == null ? document.ref().orElse(null) : entity;
            return pointer(place);
        }

        /** The entity that it concerns. */
        public Builder entity(EntityRef ref) {
            this.entity = ref;
            return this;
        }

        /** The JSON pointer of the value at fault. */
        public Builder pointer(String place) {
            this.pointer = place;
            return this;
        }

        /** The value at fault. */
        public Builder found(Value value) {
            this.found = value;
            return this;
        }

        /** What was expected, in words. */
        public Builder expected(String text) {
            this.expected = text;
            return this;
        }

        /** What to do. */
        public Builder hint(String text) {
            this.hint = text;
            return this;
        }

        /** The finding. */
        public Diagnostic build() {
            return new Diagnostic(
                    severity,
                    ruleId,
                    Optional.ofNullable(entity),
                    Optional.ofNullable(location),
                    pointer,
                    message,
                    Optional.ofNullable(found),
                    Optional.ofNullable(expected),
                    Optional.ofNullable(hint));
        }
    }
}
