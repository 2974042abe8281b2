package dev.portalsdk.scaffolder;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.TemplateProgram.Skeleton;
import dev.portalsdk.scaffolder.TemplateProgram.SkeletonText;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Checks the files that a step fills in against the values that it passes. */
final class SkeletonCheck {
    private final ProgramFindings findings;

    SkeletonCheck(ProgramFindings findings) {
        this.findings = findings;
    }

    void check(
            Step step, Map<String, Shape> input, TemplateProgram.SkeletonReader reader, Optional<String> templateUrl) {
        try {
            Optional<Skeleton> skeleton = reader.skeleton(step.input(), templateUrl);
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

    private void check(Skeleton skeleton, TemplateScope scope) {
        for (SkeletonText text : skeleton.texts()) {
            TextCheck.Result result = TextCheck.of(text.text(), skeleton.engine(), skeleton.syntax(), scope);
            for (ExpressionCheck.Located located : result.problems()) {
                if (text.isName()) {
                    inName(text, located);
                } else {
                    SourceLocation place = TextCheck.place(text.file(), text.text(), located.offset());
                    findings.add(located.problem(), "", Optional.of(place));
                }
            }
        }
    }

    /**
     * A name has no lines: its column counts in the path, which is cut behind the name that is wrong, so that a directory is told of once however
     * many files it has.
     */
    private void inName(SkeletonText text, ExpressionCheck.Located located) {
        int end = text.text().indexOf('/', located.offset());
        String name = end < 0 ? text.text() : text.text().substring(0, end);
        int start = Math.max(0, text.file().lastIndexOf(text.text()));
        String path = text.file().substring(0, start) + name;
        int column = 1 + path.codePointCount(0, Math.min(path.length(), start + located.offset()));
        Problem problem = located.problem();
        String message = "In the name \"" + name + "\": " + problem.message();
        findings.add(
                new Problem(problem.severity(), problem.rule(), message, problem.hint()),
                "",
                Optional.of(new SourceLocation(path, 1, column)));
    }
}
