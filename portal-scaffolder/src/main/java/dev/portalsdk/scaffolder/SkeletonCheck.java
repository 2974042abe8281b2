package dev.portalsdk.scaffolder;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Checks the files that a step fills in against the values that it passes. */
final class SkeletonCheck {
    private final TemplateEngine engine;
    private final ProgramFindings findings;

    SkeletonCheck(TemplateEngine engine, ProgramFindings findings) {
        this.engine = engine;
        this.findings = findings;
    }

    void check(
            Step step, Map<String, Shape> input, TemplateProgram.SkeletonReader reader, Optional<String> templateUrl) {
        try {
            Optional<TemplateProgram.Skeleton> skeleton = reader.skeleton(step.input(), templateUrl);
            if (skeleton.isPresent()) {
                Shape values = input.getOrDefault("values", Shape.object(Map.of()));
                TemplateScope scope = new TemplateScope(Map.of(skeleton.get().variable(), values));
                check(skeleton.get(), skeleton.get().syntax().cookiecutter() ? withPythonNames(scope) : scope);
            }
        } catch (IOException | ScaffolderException e) {
            findings.atValue(
                    Problem.error("unreadable-skeleton", "The skeleton cannot be read: " + e.getMessage()),
                    step.pointer() + "/input/url");
        }
    }

    private static TemplateScope withPythonNames(TemplateScope scope) {
        return scope.with("None", Shape.ANY).with("True", Shape.ANY).with("False", Shape.ANY);
    }

    private void check(TemplateProgram.Skeleton skeleton, TemplateScope scope) {
        for (TemplateProgram.SkeletonText text : skeleton.texts()) {
            TextCheck.Result result = TextCheck.of(text.text(), engine, skeleton.syntax(), scope);
            for (ExpressionCheck.Located located : result.problems()) {
                SourceLocation place = text.isName()
                        ? SourceLocation.startOf(text.file())
                        : TextCheck.place(text.file(), text.text(), located.offset());
                findings.add(text.isName() ? ofName(located.problem()) : located.problem(), "", Optional.of(place));
            }
        }
    }

    private static Problem ofName(Problem problem) {
        return new Problem(
                problem.severity(), problem.rule(), "In the name of this file: " + problem.message(), problem.hint());
    }
}
