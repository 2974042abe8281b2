package dev.portalsdk.scaffolder.template;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.HandlebarsError;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.TemplateException.Kind;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A template of handlebars.java, with what the library does not limit limited from outside. */
record HandlebarsTemplate(NunjucksEngine shared, HandlebarsHelpers helpers, SourceText source, Template template)
        implements ParsedTemplate, SyntaxTree {

    @Override
    public String render(TemplateData data) {
        NunjucksTemplate host = new NunjucksTemplate(shared, source, TemplateSyntax.STANDARD, Block.EMPTY);
        Rendering rendering = new Rendering(host, data);
        try {
            return helpers.during(rendering, () -> render(rendering, data));
        } catch (HandlebarsException e) {
            throw failure(Kind.EVALUATION, source, e);
        } catch (Budget.LimitReached e) {
            throw limit(source, 0, e);
        } catch (StackOverflowError e) {
            throw source.error(Kind.LIMIT, 0, "nested too deep", null);
        } catch (IOException | RuntimeException e) {
            throw source.error(Kind.EVALUATION, 0, String.valueOf(e.getMessage()), e);
        }
    }

    private String render(Rendering rendering, TemplateData data) throws IOException {
        Context context = Context.newBuilder(data.values().toJava())
                .resolver(MapValueResolver.INSTANCE)
                .build();
        try {
            template.apply(context, new Printer(rendering));
            return rendering.output();
        } finally {
            context.destroy();
        }
    }

    @Override
    public Optional<Value> evaluate(TemplateData data) {
        return Optional.of(Value.Str.of(render(data)));
    }

    @Override
    public boolean isConstant() {
        return !source.text().contains("{{");
    }

    @Override
    public SyntaxNode root() {
        return new HandlebarsReader(
                        source.text(), helpers.names(), shared.limits().nesting())
                .template();
    }

    @Override
    public Vocabulary vocabulary() {
        return helpers.vocabulary(shared.vocabulary());
    }

    private static TemplateException limit(SourceText source, int offset, Budget.LimitReached limit) {
        return source.error(Kind.LIMIT, offset, limit.getMessage() + "; templates are limited", null);
    }

    /** The library's error at its place; of limits and failed helpers, what they say. */
    static TemplateException failure(Kind kind, SourceText source, HandlebarsException failure) {
        @Nullable HandlebarsError error = failure.getError();
        int offset = error == null ? 0 : offset(source.text(), error);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Budget.LimitReached limit) {
                return limit(source, offset, limit);
            }
            if (cause instanceof EvaluationFailure expected) {
                return source.error(kind, offset, expected.problem(), expected.getCause());
            }
        }
        String problem = error == null ? String.valueOf(failure.getMessage()) : error.reason;
        return source.error(kind, offset, problem, failure);
    }

    private static int offset(String text, HandlebarsError error) {
        int start = 0;
        for (int line = 1; line < error.line; line++) {
            int end = text.indexOf('\n', start);
            start = end < 0 ? start : end + 1;
        }
        return Math.min(text.length(), start + Math.max(0, error.column));
    }

    /** What is printed, counted. */
    private static final class Printer extends Writer {
        private final Rendering rendering;

        Printer(Rendering rendering) {
            this.rendering = rendering;
        }

        @Override
        public void write(char[] text, int from, int length) {
            print(new String(text, from, length));
        }

        @Override
        public void write(String text, int from, int length) {
            print(text.substring(from, from + length));
        }

        private void print(String text) {
            rendering.budget().step();
            rendering.print(text);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
