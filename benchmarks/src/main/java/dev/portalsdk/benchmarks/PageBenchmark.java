package dev.portalsdk.benchmarks;

import dev.portalsdk.techdocs.markdown.MarkdownRenderer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
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

/** 200 pages of documentation: parsed, rendered, highlighted and sanitised, against parsed and rendered by bare commonmark-java. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6, time = 2)
@Measurement(iterations = 6, time = 2)
@Fork(1)
@State(Scope.Thread)
public class PageBenchmark {
    private static final int PAGES = 200;

    private final List<String> pages = new ArrayList<>();
    private final MarkdownRenderer renderer = MarkdownRenderer.create();
    private final Parser bareParser = Parser.builder().build();
    private final HtmlRenderer bareRenderer = HtmlRenderer.builder().build();

    /** The pages of a site. */
    @Setup(Level.Trial)
    public void prepare() {
        for (int i = 0; i < PAGES; i++) {
            pages.add(DocsGenerator.page(PAGES, i));
        }
    }

    /** Everything a page of a site needs. */
    @Benchmark
    public int page() {
        return pages.stream()
                .mapToInt(page -> renderer.render("page.md", page).html().length())
                .sum();
    }

    /** The floor. */
    @Benchmark
    public int bare() {
        return pages.stream()
                .mapToInt(page -> bareRenderer.render(bareParser.parse(page)).length())
                .sum();
    }
}
