package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.internal.Pointers;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** Checks values with expressions against what is expected of them; for one step, or for the output. */
final class InputCheck {
    private final ProgramFindings findings;
    private final TemplateEngine engine;
    private final TemplateScope scope;
    private final BiConsumer<ExpressionCheck.Reference, Text> references;

    /** A text of the document. */
    record Text(String pointer, String text) {}

    /** What expressions must not put somewhere. */
    enum Secrecy {
        /** Secrets may go there. */
        ALLOWED,
        /** It ends up in a file. */
        FILE,
        /** It is shown. */
        OUTPUT
    }

    InputCheck(
            ProgramFindings findings,
            TemplateEngine engine,
            TemplateScope scope,
            BiConsumer<ExpressionCheck.Reference, Text> references) {
        this.findings = findings;
        this.engine = engine;
        this.scope = scope;
        this.references = references;
    }

    /** The input of a step. Keys that end up in files must not hold secrets. */
    Map<String, Shape> input(Step step, ActionDescriptor<?, ?> action) {
        Shape expected = Shape.ofSchema(action.inputSchema());
        String pointer = step.pointer() + "/input";
        keys(step.input(), expected, pointer, "the action " + action.id());
        Map<String, Shape> shapes = new LinkedHashMap<>();
        step.input().forEach((key, value) -> {
            Secrecy secrecy = action.writtenInputs().contains(key) ? Secrecy.FILE : Secrecy.ALLOWED;
            shapes.put(key, member(key, value, expected, pointer, secrecy));
        });
        return shapes;
    }

    private Shape member(String key, Value value, Shape expected, String pointer, Secrecy secrecy) {
        Shape shape =
                value(value, expected.members().getOrDefault(key, Shape.ANY), Pointers.child(pointer, key), secrecy);
        if (shape.optional() && expected.required().contains(key) && !scope.conditional()) {
            findings.atValue(
                    Problem.warning(
                                    "optional-for-required",
                                    "The input \"" + key
                                            + "\" is required, but this parameter can be left out in the form")
                            .hint("require the parameter, give it a default, or give the step an if"),
                    Pointers.child(pointer, key));
        }
        return shape;
    }

    /** A value, wherever it stands. */
    Shape value(Value value, Shape expected, String pointer, Secrecy secrecy) {
        if (value instanceof Value.Obj object) {
            return object(object, expected, pointer, secrecy);
        }
        if (value instanceof Value.Arr array) {
            type(Shape.LIST, expected, pointer);
            Shape items = Shape.ANY;
            for (int i = 0; i < array.size(); i++) {
                Shape item = value(array.get(i), expected.item(), Pointers.child(pointer, i), secrecy);
                items = i == 0 ? item : items.or(item);
            }
            return Shape.listOf(items);
        }
        Shape shape = value instanceof Value.Str text
                ? text(new Text(pointer, text.value()), secrecy).shape()
                : Shape.constant(value);
        type(shape, expected, pointer);
        return shape;
    }

    private Shape object(Value.Obj object, Shape expected, String pointer, Secrecy secrecy) {
        if (type(Shape.ofType("object"), expected, pointer)) {
            keys(object, expected, pointer, "this object");
        }
        Map<String, Shape> members = new LinkedHashMap<>();
        object.forEach((key, value) -> members.put(key, member(key, value, expected, pointer, secrecy)));
        boolean secret = members.values().stream().anyMatch(Shape::secret);
        return Shape.object(members).withSecret(secret);
    }

    private void keys(Value.Obj object, Shape expected, String pointer, String owner) {
        for (String key : object.keys()) {
            if (!expected.open() && !expected.members().containsKey(key)) {
                Set<String> known = new TreeSet<>(expected.members().keySet());
                findings.atKey(
                        Problem.unknown("unknown-input", "\"" + key + "\" is no input of " + owner, key, known),
                        Pointers.child(pointer, key));
            }
        }
        for (String key : new TreeSet<>(expected.required())) {
            if (!object.has(key)) {
                findings.atKey(
                        Problem.error("missing-input", "The input \"" + key + "\" of " + owner + " is required"),
                        pointer);
            }
        }
    }

    private boolean type(Shape found, Shape expected, String pointer) {
        if (!found.canBe(expected.types())) {
            findings.atValue(
                    Problem.error(
                            "input-type",
                            named(pointer) + " is " + String.join(" or ", found.types()) + ", but "
                                    + String.join(" or ", expected.types()) + " is expected"),
                    pointer);
            return false;
        }
        Set<Value> allowed = expected.constants();
        if (!allowed.isEmpty() && found.constants().size() == 1 && !allowed.containsAll(found.constants())) {
            Set<String> known = new TreeSet<>();
            allowed.forEach(value -> known.add(value.asString().orElse(value.toJson())));
            Value written = found.constants().iterator().next();
            String text = written.asString().orElse(written.toJson());
            findings.atValue(
                    Problem.unknown("input-type", "\"" + text + "\" is none of the values allowed here", text, known),
                    pointer);
        }
        return true;
    }

    /** How messages call a value: by its key, if it has one. */
    private static String named(String pointer) {
        String key = pointer.substring(pointer.lastIndexOf('/') + 1);
        return key.isEmpty() || Character.isDigit(key.charAt(0))
                ? "This"
                : "\"" + key.replace("~1", "/").replace("~0", "~") + "\"";
    }

    /** A text, with what is wrong in it. */
    TextCheck.Result text(Text text, Secrecy secrecy) {
        TextCheck.Result result = TextCheck.of(text.text(), engine, TemplateSyntax.STANDARD, scope);
        result.problems().forEach(located -> report(located.problem(), text, located.offset()));
        result.references().forEach(reference -> references.accept(reference, text));
        if (result.shape().secret() && secrecy != Secrecy.ALLOWED) {
            Optional<ExpressionCheck.Reference> secret = result.references().stream()
                    .filter(ExpressionCheck.Reference::secret)
                    .findFirst();
            boolean output = secret.filter(reference -> reference.path().get(0).equals("steps"))
                    .isPresent();
            report(
                    leak(secrecy, output),
                    text,
                    secret.map(ExpressionCheck.Reference::start).orElse(0));
        }
        return result;
    }

    /** @param output whether it is one that a step was given */
    private static Problem leak(Secrecy secrecy, boolean output) {
        String what = output ? "the secret that this step was given and gives out again" : "a secret";
        if (secrecy == Secrecy.FILE) {
            return Problem.error("secret-in-file", "This puts " + what + " where it ends up in a file")
                    .hint("give secrets only to actions that need them");
        }
        String unseen = output ? "" : "; outputs do not see secrets";
        return Problem.error("secret-in-output", "This would show " + what + unseen)
                .hint("leave it out");
    }

    void report(Problem problem, Text text, int offset) {
        findings.add(problem, text.pointer(), findings.places().of(text.pointer(), text.text(), offset));
    }
}
