package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.TemplateException.Kind;
import java.util.Optional;
import java.util.function.Function;

/** A template as a tree. */
record NunjucksTemplate(NunjucksEngine engine, SourceText source, TemplateSyntax syntax, Block body)
        implements ParsedTemplate, SyntaxTree {

    @Override
    public String render(TemplateData data) {
        return run(data, this::output);
    }

    @Override
    public Optional<Value> evaluate(TemplateData data) {
        Optional<Expr> sole = Statement.soleExpression(body);
        if (sole.isEmpty()) {
            return Optional.of(Value.Str.of(render(data)));
        }
        return run(data, rendering -> Interop.toValue(sole.get().evaluate(rendering), rendering.budget()));
    }

    @Override
    public boolean isConstant() {
        return body.statements().stream().allMatch(statement -> statement instanceof Statement.Text);
    }

    @Override
    public SyntaxNode root() {
        return SyntaxNodes.of(body);
    }

    @Override
    public Vocabulary vocabulary() {
        return engine.vocabulary();
    }

    private String output(Rendering rendering) {
        body.render(rendering);
        return rendering.output();
    }

    private <T> T run(TemplateData data, Function<Rendering, T> work) {
        Rendering rendering = new Rendering(this, data);
        try {
            return work.apply(rendering);
        } catch (EvaluationFailure e) {
            throw source.error(Kind.EVALUATION, rendering.at(), e.problem(), e.getCause());
        } catch (Budget.LimitReached e) {
            throw source.error(Kind.LIMIT, rendering.at(), e.getMessage() + "; templates are limited", null);
        } catch (StackOverflowError e) {
            throw source.error(Kind.LIMIT, rendering.at(), "nested too deep", null);
        }
    }
}
