package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;

/**
 * A reference as it stands in an entity's {@code spec}.
 *
 * @param source the entity that it stands in
 * @param field the field that it stands in
 * @param pointer JSON pointer to it: of the array element, if the field holds an array
 * @param text as written
 * @param target what it refers to; need not exist
 */
public record Reference(CheckedEntity source, RelationField field, String pointer, String text, EntityRef target) {

    static Reference of(CheckedEntity source, Entity.Reference reference) {
        return new Reference(source, reference.field(), reference.pointer(), reference.text(), reference.target());
    }

    /** Whether the field is meant for targets of this kind, in any case. */
    public boolean allowsKind(String kind) {
        return field.targetKinds().isEmpty() || field.targetKinds().stream().anyMatch(kind::equalsIgnoreCase);
    }

    /** What messages call its place: {@code spec.owner}, {@code spec.dependsOn[2]}. */
    public String label() {
        int last = pointer.lastIndexOf('/');
        return "spec." + field.field() + (last > "/spec".length() ? "[" + pointer.substring(last + 1) + "]" : "");
    }

    /** The label and the text: {@code spec.owner "team-a"}. */
    String shown() {
        return label() + " " + Wording.quoted(text);
    }

    /** How an author would write another target in its place: without what goes without saying. */
    String textFor(EntityRef other, String name) {
        boolean defaultKind =
                field.defaultKind().filter(other.kind()::equalsIgnoreCase).isPresent();
        boolean ownNamespace = other.namespace().equals(source.ref().namespace());
        return (defaultKind ? "" : other.kind() + ":") + (ownNamespace ? "" : other.namespace() + "/") + name;
    }

    /** A finding at its place. */
    Diagnostic.Builder finding(CheckRule rule, String message) {
        Diagnostic.Builder builder = rule.severity() == Severity.ERROR
                ? Diagnostic.error(rule.id(), message)
                : Diagnostic.warning(rule.id(), message);
        return builder.entity(source.ref()).at(source.descriptor(), pointer).found(Value.Str.of(text));
    }
}
