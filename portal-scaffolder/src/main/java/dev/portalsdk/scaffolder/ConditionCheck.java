package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.template.ParsedTemplate;
import dev.portalsdk.scaffolder.template.SyntaxNode;
import dev.portalsdk.scaffolder.template.SyntaxTree;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds conditions that are always true or always false. */
final class ConditionCheck {
    private static final Pattern MARKS = Pattern.compile("\\$\\{\\{-?|-?}}|\\s+");

    private ConditionCheck() {}

    /** The condition as far as it can be compared with another one: without marks, white space and kinds of quotes. */
    static String normalized(Value condition) {
        return MARKS.matcher(condition.asString().orElse(""))
                .replaceAll("")
                .replace('"', '\'')
                .replace("===", "==")
                .replace("!==", "!=");
    }

    /** Whether it is one that can be false after a failure or for some values. */
    static boolean canBeFalse(Value condition) {
        return !normalized(condition).contains("always()");
    }

    /** Whether it depends on what was filled in or has happened, and not on {@code always()} alone. */
    static boolean asksForValues(Value condition) {
        String text = normalized(condition);
        return text.contains("parameters") || text.contains("steps") || text.contains("each");
    }

    static void check(Value condition, String pointer, InputCheck texts, ProgramFindings findings) {
        if (!(condition instanceof Value.Str written)) {
            boolean holds = Truth.of(Optional.of(condition));
            findings.atValue(constant(holds, "it is no expression"), pointer);
            return;
        }
        TextCheck.Result result = texts.text(new InputCheck.Text(pointer, written.value()), InputCheck.Secrecy.ALLOWED);
        if (!result.problems().isEmpty()) {
            return;
        }
        if (result.tree().isEmpty()) {
            boolean constant = !result.shape().constants().isEmpty();
            if (constant) {
                boolean holds = Truth.of(Optional.of(written));
                findings.atValue(
                        constant(holds, "it is text, not an expression")
                                .hint("write ${{ " + written.value().strip() + " }}"),
                        pointer);
            }
        } else {
            expression(result.tree().get(), result.references().isEmpty(), pointer, findings);
        }
    }

    private static void expression(SyntaxTree tree, boolean alone, String pointer, ProgramFindings findings) {
        SyntaxNode root = tree.root();
        boolean sole = root.children().size() == 1;
        boolean text = root.children().stream().anyMatch(node -> node.kind() == SyntaxNode.Kind.TEXT);
        if (!sole && text) {
            findings.atValue(
                    constant(true, "the text around the expression is never empty")
                            .hint("leave nothing around ${{ }}, not even a space or a line break"),
                    pointer);
        } else if (alone && tree instanceof ParsedTemplate template) {
            evaluate(template).ifPresent(holds -> findings.atValue(constant(holds, "it names no value"), pointer));
        }
    }

    private static Optional<Boolean> evaluate(ParsedTemplate template) {
        try {
            return Optional.of(Truth.of(template.evaluate(TemplateData.of(Value.Obj.empty()))));
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }

    private static Problem constant(boolean holds, String why) {
        return Problem.warning("constant-if", "This condition is always " + (holds ? "true" : "false") + ": " + why);
    }
}
