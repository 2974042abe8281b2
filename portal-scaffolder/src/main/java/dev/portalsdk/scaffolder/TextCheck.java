package dev.portalsdk.scaffolder;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.template.ParsedTemplate;
import dev.portalsdk.scaffolder.template.SyntaxTree;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateException;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a text as a template and checks it. */
final class TextCheck {
    private TextCheck() {}

    /**
     * What is known of a text.
     *
     * @param tree if it is a template that can be read
     */
    record Result(
            Shape shape,
            Optional<SyntaxTree> tree,
            List<ExpressionCheck.Located> problems,
            List<ExpressionCheck.Reference> references) {}

    static Result of(String text, TemplateEngine engine, TemplateSyntax syntax, TemplateScope scope) {
        try {
            ParsedTemplate parsed = engine.parse(text, new SourceLocation("", 1, 1), syntax);
            if (parsed.isConstant()) {
                return result(Shape.constant(Value.Str.of(text)));
            }
            if (!(parsed instanceof SyntaxTree tree)) {
                return result(Shape.ANY);
            }
            ExpressionCheck check = new ExpressionCheck(tree, scope);
            Shape shape = check.check();
            return new Result(shape, Optional.of(tree), check.problems(), check.references());
        } catch (TemplateException e) {
            Problem problem = Problem.error("template-syntax", "This is not a template: " + e.problem());
            return new Result(
                    Shape.ANY,
                    Optional.empty(),
                    List.of(new ExpressionCheck.Located(problem, offset(text, e.location()))),
                    List.of());
        }
    }

    private static Result result(Shape shape) {
        return new Result(shape, Optional.empty(), new ArrayList<>(), new ArrayList<>());
    }

    /** The offset of a place in a text that begins at 1:1. */
    private static int offset(String text, SourceLocation place) {
        int start = 0;
        for (int line = 1; line < place.line(); line++) {
            start = text.indexOf('\n', start) + 1;
        }
        int points = Math.min(place.column() - 1, text.codePointCount(start, text.length()));
        return text.offsetByCodePoints(start, points);
    }

    /** The place of an offset in a file. */
    static SourceLocation place(String source, String text, int offset) {
        int start = text.lastIndexOf('\n', offset - 1) + 1;
        int line = 1
                + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
        return new SourceLocation(source, line, 1 + text.codePointCount(start, Math.min(offset, text.length())));
    }
}
