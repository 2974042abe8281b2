package dev.portalsdk.catalog.plan;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A form in which a plan is shown. Those here are immutable, and show what files say so that it drives neither terminal nor page. */
@FunctionalInterface
public interface PlanReport {

    /** Writes a whole report. */
    void append(CatalogPlan plan, Appendable out) throws IOException;

    /** Writes a whole report in UTF-8; flushes the stream and leaves it open. */
    default void write(CatalogPlan plan, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        append(plan, writer);
        writer.flush();
    }

    /** For people, without colours. */
    static PlanReport text() {
        return new TextPlan(false);
    }

    /** For people at a terminal that knows ANSI's colours. */
    static PlanReport colouredText() {
        return new TextPlan(true);
    }

    /** For a comment on a pull request: GitHub's Markdown, at most 60,000 characters long. */
    static PlanReport markdown() {
        return markdown(MarkdownPlan.MAX_CHARACTERS);
    }

    /**
     * As {@link #markdown()}, with another limit: what does not fit is counted.
     *
     * @param maxCharacters at least 1,000
     */
    static PlanReport markdown(int maxCharacters) {
        return new MarkdownPlan(maxCharacters);
    }

    /**
     * For programs: JSON, of the shape that {@code docs/guides/plan.md} shows. Values stand as they are in the files.
     */
    static PlanReport json() {
        return new JsonPlan();
    }

    /**
     * SARIF 2.1.0 of the plan's {@linkplain CatalogPlan#findings() findings}.
     *
     * @param base the root of the repository
     */
    static PlanReport sarif(Path base) {
        return new SarifPlan(base);
    }

    /** The plan's {@linkplain CatalogPlan#findings() findings} as the lines of which GitHub Actions makes annotations: {@code ::warning file=…,line=…::…}. */
    static PlanReport gitHubAnnotations() {
        return new AnnotationsPlan();
    }
}
