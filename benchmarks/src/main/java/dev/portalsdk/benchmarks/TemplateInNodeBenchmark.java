package dev.portalsdk.benchmarks;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@link TemplateBenchmark} measures, with Nunjucks 3.2.4 in node, in the same run: same templates, same data. Needs {@code node} on the path.
 * A thousand renderings for each exchange with the process, which takes some 50 µs.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class TemplateInNodeBenchmark {
    private static final int TIMES = 1_000;

    private final NodeProcess node = NodeProcess.start(Value.Obj.of(
            "small", of(TemplateBenchmark.SMALL, "values"), "name", of(TemplateBenchmark.NAME, "parameters")));

    private static Value.Obj of(String template, String root) {
        return Value.Obj.of(
                "text", template, "data", TemplateBenchmark.data(root).values());
    }

    /** Ends node. */
    @TearDown(Level.Trial)
    public void stop() throws IOException {
        node.close();
    }

    /** Read, compiled to JavaScript and rendered. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long smallTemplate() {
        return node.run("parse", "small", TIMES);
    }

    /** Rendered only. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long smallTemplateParsed() {
        return node.run("render", "small", TIMES);
    }

    /** {@code ${{ parameters.name }}}, rendered to a text. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public long parameterName() {
        return node.run("render", "name", TIMES);
    }
}
