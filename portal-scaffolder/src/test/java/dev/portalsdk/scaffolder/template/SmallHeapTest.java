package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Templates that want all the memory there is, in a process that has 256 MB of it. */
class SmallHeapTest {
    private static final List<String> GREEDY = List.of(
            "{% set k = [] %}{% for i in range(90000) %}{% set _ = k.push('x'.repeat(4000000)) %}{% endfor %}",
            "{% set k = [] %}{% for i in range(90000) %}{% set _ = k.push('\u4e00'.repeat(4000000) ~ i) %}{% endfor %}",
            "{% set l = range(90000) %}{% set k = [] %}{% for i in range(90000) %}{% set _ = k.push(l.slice()) %}{% endfor %}",
            "{% set l = range(90000) %}{% set k = [] %}{% for i in range(90000) %}{% set _ = k.push(l | batch(1)) %}{% endfor %}",
            "{% set k = [] %}{% for i in range(90000) %}{% set _ = k.push(('ab '.repeat(30000)).split(' ')) %}{% endfor %}",
            "{% set k = [] %}{% for i in range(90000) %}{% set _ = k.push(loop) %}{% endfor %}${{ k.length }}",
            "{% for i in range(90000) %}${{ 'x'.repeat(1000) }}{% endfor %}",
            "{% set s %}{% for i in range(90000) %}${{ 'x'.repeat(1000) }}{% endfor %}{% endset %}${{ s }}",
            "{% macro m(s) %}${{ s }}${{ m(s ~ s) }}{% endmacro %}${{ m('abc') }}",
            "{% for c in 'x'.repeat(4000000) %}{% endfor %}");

    @Test
    void nothingRunsOutOfMemory() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Dconformance.dir=" + System.getProperty("conformance.dir", ""),
                        "-cp",
                        classPath,
                        Small.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), output);
            assertEquals(0, process.exitValue(), output);
            assertTrue(output.contains(" templates, all within 256 MB"), output);
        } finally {
            process.destroyForcibly();
        }
    }

    /** The process. */
    static final class Small {
        private Small() {}

        public static void main(String[] arguments) {
            List<String> templates = new ArrayList<>(GREEDY);
            new TemplateCases()
                    .ofNunjucks().stream()
                            .filter(one -> one.id().startsWith("nunjucks/dos-"))
                            .forEach(one -> templates.add(one.template()));
            if (templates.size() == GREEDY.size()) {
                throw new IllegalStateException("no recorded templates of the group dos");
            }
            NunjucksEngine engine = NunjucksEngine.create();
            for (String template : templates) {
                render(engine, template);
            }
            System.out.println(templates.size() + " templates, all within 256 MB");
        }

        private static void render(NunjucksEngine engine, String template) {
            try {
                engine.parse(template, SourceLocation.startOf("t"), TemplateSyntax.STANDARD)
                        .render(TemplateData.of(Value.Obj.empty()));
            } catch (TemplateException e) {
                System.out.println(e.kind() + " " + e.problem());
            }
        }
    }
}
