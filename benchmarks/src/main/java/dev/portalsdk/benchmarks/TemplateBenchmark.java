package dev.portalsdk.benchmarks;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.ParsedTemplate;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The template language on one thread: a small template from its text to its output, and one expression that was read before. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class TemplateBenchmark {
    static final String SMALL = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: ${{ values.name }}
              tags:
            {%- for tag in values.tags %}
                - ${{ tag | lower }}
            {%- endfor %}
            spec:
              owner: ${{ values.owner }}
            {% if values.port %}  port: ${{ values.port }}{% endif %}
            """;

    static final String NAME = "${{ parameters.name }}";

    private final NunjucksEngine engine = NunjucksEngine.create();
    private final TemplateData skeleton = data("values");
    private final TemplateData step = data("parameters");
    private final ParsedTemplate name = parse(NAME);
    private final ParsedTemplate small = parse(SMALL);

    static TemplateData data(String root) {
        Value tags = Value.of(List.of("Java", "HTTP"));
        Value.Obj values = Value.Obj.of("name", "web", "owner", "team-a", "tags", tags);
        return TemplateData.of(Value.Obj.of(root, values.with("port", Value.Num.of(8000))));
    }

    private ParsedTemplate parse(String text) {
        return engine.parse(text, SourceLocation.startOf("template"), TemplateSyntax.STANDARD);
    }

    /** Read and rendered. */
    @Benchmark
    public String smallTemplate() {
        return parse(SMALL).render(skeleton);
    }

    /** Rendered only. */
    @Benchmark
    public String smallTemplateParsed() {
        return small.render(skeleton);
    }

    /** {@code ${{ parameters.name }}}, evaluated to a value. */
    @Benchmark
    public Optional<Value> parameterName() {
        return name.evaluate(step);
    }
}
