package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.internal.Pointers;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the steps and the output of a template. */
final class StepCheck {
    private static final Set<String> LISTS = Set.of("array", "object");

    private final Template template;
    private final ActionRegistry actions;
    private final TemplateEngine engine;
    private final ProgramFindings findings;
    private final FormUse use;
    /** What steps give, by their ids; of those that were checked already also whether it is secret. */
    private final Map<String, Shape> outputs = new LinkedHashMap<>();

    private final TemplateScope scope;
    private final Map<String, Integer> numbers = new HashMap<>();

    StepCheck(Template template, ActionRegistry actions, TemplateEngine engine, ProgramFindings findings, FormUse use) {
        this.template = template;
        this.actions = actions;
        this.engine = engine;
        this.findings = findings;
        this.use = use;
        List<Step> steps = template.steps();
        for (int i = 0; i < steps.size(); i++) {
            numbers.putIfAbsent(steps.get(i).id(), i);
        }
        steps.forEach(step -> outputs.put(step.id(), output(step, Set.of())));
        this.scope = new TemplateScope(variables());
    }

    private Map<String, Shape> variables() {
        Map<String, Shape> variables = new LinkedHashMap<>();
        variables.put("parameters", use.parameters());
        variables.put("steps", Shape.view(outputs));
        variables.put("secrets", use.secrets());
        variables.put(
                "environment", Shape.object(Map.of("parameters", Shape.ANY, "secrets", Shape.ANY.withSecret(true))));
        variables.put("user", Shape.object(Map.of("entity", Shape.ANY, "ref", Shape.STRING)));
        variables.put("context", Shape.object(Map.of("task", Shape.object(Map.of("id", Shape.STRING)))));
        return variables;
    }

    /** Where a text stands among the steps. */
    private record Place(int number, Optional<Value> condition) {}

    /**
     * What other steps see of a step.
     *
     * @param secretInputs keys of its input that hold secrets
     */
    private Shape output(Step step, Set<String> secretInputs) {
        Shape output = actions.find(step.action())
                .map(action -> output(action.descriptor(), secretInputs))
                .orElse(Shape.ANY);
        return Shape.object(Map.of("output", step.each().isPresent() ? eachOf(output) : output));
    }

    private static Shape output(ActionDescriptor<?, ?> action, Set<String> secretInputs) {
        Shape output = Shape.ofSchema(action.outputSchema());
        Map<String, Shape> members = new LinkedHashMap<>(output.members());
        for (String input : secretInputs) {
            action.outputsOf(input)
                    .forEach(key -> members.put(
                            key, members.getOrDefault(key, Shape.ANY).withSecret(true)));
        }
        return output.withMembers(members);
    }

    private static Shape eachOf(Shape output) {
        Map<String, Shape> lists = new LinkedHashMap<>();
        output.members().forEach((name, shape) -> lists.put(name, Shape.listOf(shape)));
        return output.open() ? Shape.openObject(lists) : Shape.object(lists);
    }

    void steps() {
        for (int i = 0; i < template.steps().size(); i++) {
            step(template.steps().get(i), i);
        }
    }

    private void step(Step step, int number) {
        Optional<Shape> each = step.each().map(value -> each(step, value, number));
        TemplateScope visible = each.isEmpty()
                ? scope
                : scope.with("each", Shape.object(Map.of("key", Shape.STRING, "value", each.get())));
        step.condition().ifPresent(condition -> {
            TemplateScope asked = visible.with("always", Shape.ANY).with("failure", Shape.ANY);
            InputCheck texts = texts(asked, new Place(number, Optional.of(condition)));
            ConditionCheck.check(condition, step.pointer() + "/if", texts, findings);
        });
        boolean conditional =
                step.condition().filter(ConditionCheck::asksForValues).isPresent();
        InputCheck texts = texts(visible.onlyIf(conditional), new Place(number, step.condition()));
        Optional<ScaffolderAction<?, ?>> action = actions.find(step.action());
        if (action.isEmpty()) {
            findings.atValue(
                    Problem.error("unknown-action", actions.unknown(step.action())), step.pointer() + "/action");
            texts.value(step.input(), Shape.ANY, step.pointer() + "/input", InputCheck.Secrecy.ALLOWED);
            return;
        }
        Map<String, Shape> input = texts.input(step, action.get().descriptor());
        Set<String> secrets = input.entrySet().stream()
                .filter(entry -> entry.getValue().secret())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        outputs.put(step.id(), output(step, secrets));
        if (action.get() instanceof TemplateProgram.SkeletonReader reader) {
            new SkeletonCheck(findings).check(step, input, reader, template.baseUrl());
        }
    }

    private Shape each(Step step, Value each, int number) {
        String pointer = step.pointer() + "/each";
        Shape shape = texts(scope, new Place(number, step.condition()))
                .value(each, Shape.ANY, pointer, InputCheck.Secrecy.ALLOWED);
        if (!shape.canBe(LISTS)) {
            findings.atValue(
                    Problem.error(
                            "each-not-list",
                            "each runs over a list or an object, but this is " + String.join(" or ", shape.types())),
                    pointer);
        }
        return shape.item();
    }

    private InputCheck texts(TemplateScope visible, Place place) {
        return new InputCheck(findings, engine, visible, (reference, text) -> referred(reference, text, place));
    }

    /** Checks {@code spec.output}, which sees all steps. */
    void output() {
        template.output().forEach((key, value) -> {
            String pointer = Pointers.child("/spec/output", key);
            if (value instanceof Value.Arr items && (key.equals("links") || key.equals("text"))) {
                for (int i = 0; i < items.size(); i++) {
                    item(items.get(i), Pointers.child(pointer, i));
                }
            } else {
                shown(value, pointer, Optional.empty());
            }
        });
    }

    private void item(Value item, String pointer) {
        Optional<Value> condition = item.asObj().flatMap(object -> object.get("if"));
        condition.ifPresent(value -> ConditionCheck.check(
                value, pointer + "/if", texts(scope, new Place(template.steps().size(), condition)), findings));
        shown(item.asObj().<Value>map(object -> object.without("if")).orElse(item), pointer, condition);
    }

    private void shown(Value value, String pointer, Optional<Value> condition) {
        texts(scope, new Place(template.steps().size(), condition))
                .value(value, Shape.ANY, pointer, InputCheck.Secrecy.OUTPUT);
    }

    private void referred(ExpressionCheck.Reference reference, InputCheck.Text text, Place place) {
        List<String> path = reference.path();
        use.referred(path);
        boolean condition = text.pointer().endsWith("/if");
        if (condition
                && path.get(0).equals("secrets")
                && place.number() < template.steps().size()) {
            conditionOnSecret(reference, text, template.steps().get(place.number()));
        }
        Integer number = path.size() >= 2 && path.get(0).equals("steps") ? numbers.get(path.get(1)) : null;
        if (number == null) {
            return;
        }
        Step step = template.steps().get(number);
        if (number >= place.number()) {
            report(
                    Problem.error(
                            "output-before-step",
                            "The output of \"" + step.id() + "\" is used "
                                    + (number == place.number() ? "by the step itself" : "before that step runs")),
                    text,
                    reference);
        } else if (!condition && reference.absence() == ExpressionCheck.Absence.UNEXPECTED && canLack(step, place)) {
            report(
                    Problem.warning(
                                    "skipped-output",
                                    "The step \"" + step.id() + "\" may be skipped, and then it has no output")
                            .hint("give this the same if, or a default"),
                    text,
                    reference);
        }
    }

    private void conditionOnSecret(ExpressionCheck.Reference reference, InputCheck.Text text, Step step) {
        if (step.each().isEmpty()) {
            findings.add(
                    Problem.error("secret-in-condition", "The if of a step without each does not see secrets"),
                    text.pointer(),
                    findings.places().of(text.pointer(), text.text(), reference.start()));
        }
    }

    /** Whether a step may have been skipped where another one with this condition runs. */
    private static boolean canLack(Step step, Place place) {
        if (step.condition().isEmpty()
                || !ConditionCheck.canBeFalse(step.condition().get())) {
            return false;
        }
        String own = ConditionCheck.normalized(step.condition().get());
        String others = place.condition().map(ConditionCheck::normalized).orElse("");
        return !others.contains(own) && !others.contains("steps." + step.id());
    }

    private void report(Problem problem, InputCheck.Text text, ExpressionCheck.Reference reference) {
        findings.add(problem, text.pointer(), findings.places().of(text.pointer(), text.text(), reference.offset()));
    }
}
