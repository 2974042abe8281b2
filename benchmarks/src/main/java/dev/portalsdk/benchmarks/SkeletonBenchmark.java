package dev.portalsdk.benchmarks;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A skeleton of 1,000 files of 5 KB on disk: each read, rendered and written, against each read and written. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class SkeletonBenchmark {
    private static final int FILES = 1_000;
    private static final int FILE_CHARS = 5_000;

    private final NunjucksEngine engine = NunjucksEngine.create();
    private final TemplateData data = TemplateBenchmark.data("values");
    private final List<Path> files = new ArrayList<>();
    private Path target = Path.of("");

    /** Files with an expression about every 500 characters, in a directory for temporary files. */
    @Setup(Level.Trial)
    public void prepare() throws IOException {
        Path root = Files.createTempDirectory("skeleton");
        target = Files.createDirectory(root.resolve("target"));
        for (int i = 0; i < FILES; i++) {
            files.add(Files.writeString(root.resolve("File" + i + ".java"), text()));
        }
    }

    /** The content of a file: 5,000 characters, two expressions about every 500. */
    static String text() {
        String filler = "    private final String line = \"code of a service that nobody evaluates\";\n".repeat(6);
        String piece = filler + "    // ${{ values.name }} of ${{ values.owner | upper }}\n";
        return piece.repeat(FILE_CHARS / piece.length()) + filler;
    }

    /** Rendered. */
    @Benchmark
    public int render() throws IOException {
        for (Path file : files) {
            String name = file.getFileName().toString();
            String text = engine.parse(Files.readString(file), SourceLocation.startOf(name), TemplateSyntax.STANDARD)
                    .render(data);
            Files.writeString(target.resolve(name), text);
        }
        return files.size();
    }

    /** Floor: copied. */
    @Benchmark
    public int floorCopy() throws IOException {
        for (Path file : files) {
            Files.write(target.resolve(file.getFileName()), Files.readAllBytes(file));
        }
        return files.size();
    }
}
