package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.portalsdk.model.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Recorded templates, cut, spliced, repeated and scrambled: whatever becomes of them renders or fails with a TemplateException, within its limits. The
 * lexer, the parser and the evaluator all see what the one before lets through.
 */
class TemplateFuzzTest {
    private static final Duration LIMIT = Duration.ofMillis(500);
    /** What the clock may be off: garbage collection, and what happens between two looks at it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final List<String> PIECES = List.of(
            "${{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "-%}",
            "{%-",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "\\",
            "|",
            ".",
            "..",
            ",",
            ":",
            "==",
            "===",
            "**",
            "//",
            "~",
            "-",
            "+",
            "not ",
            " and ",
            " in ",
            " is ",
            " if ",
            " else ",
            "r/(a+)+$/g",
            "\u0000",
            "\ud800",
            "😀",
            "\n",
            "\t",
            "9999999999",
            "1e308",
            "-1",
            "0",
            "none",
            "range(99999)",
            "loop",
            "caller()",
            "{% for a in ",
            "{% endfor %}",
            "{% if ",
            "{% endif %}",
            "{% set x = ",
            "{% macro m(x) %}",
            "{% endmacro %}",
            "${{ m(m) }}",
            "{% raw %}",
            "{% endraw %}",
            "{% call m() %}",
            "{% endcall %}",
            "{% filter ",
            "{% switch ",
            "{% case ",
            ".repeat(",
            ".push(",
            " | replace(",
            " | dump",
            " | join",
            " | batch(",
            " | sort",
            " | groupby(",
            "__proto__",
            "constructor");

    private final List<TemplateCase> seeds = seeds();
    private final NunjucksEngine engine = NunjucksEngine.builder()
            .limits(TemplateLimits.builder()
                    .steps(20_000)
                    .madeChars(1 << 20)
                    .time(LIMIT)
                    .build())
            .build();

    private static List<TemplateCase> seeds() {
        TemplateCases cases = new TemplateCases();
        List<TemplateCase> all = new ArrayList<>(cases.ofNunjucks());
        List.of("value", "file-trim", "cookiecutter").forEach(mode -> all.addAll(cases.ofBackend(mode)));
        return all;
    }

    @Test
    void mutatedTemplatesRenderOrFailWithAPlace() {
        fuzz(20_000, 1);
    }

    @Tag("slow")
    @Test
    void aMillionMutatedTemplatesRenderOrFailWithAPlace() {
        fuzz(1_000_000, 2);
    }

    private void fuzz(int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rendered = 0;
        for (int i = 0; i < inputs; i++) {
            TemplateCase origin = seeds.get(random.nextInt(seeds.size()));
            String text = mutated(origin.template(), random);
            rendered += survives(text, origin) ? 1 : 0;
        }
        int share = rendered * 100 / inputs;
        System.out.println(inputs + " mutated templates, " + share + " % render");
        assertTrue(share > 5, "hardly anything reaches the evaluator: " + share + " %");
    }

    private boolean survives(String text, TemplateCase origin) {
        long start = System.nanoTime();
        try {
            engine.parse(text, SourceLocation.startOf("fuzz"), origin.syntax())
                    .evaluate(TemplateData.of(origin.context()));
            return true;
        } catch (TemplateException e) {
            assertTrue(e.location().line() >= 1 && e.location().column() >= 1, () -> text + " has no place: " + e);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            return fail("not a TemplateException for\n" + text, e);
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(LIMIT.plus(GRACE)) < 0, () -> took + " for\n" + text);
        }
    }

    private String mutated(String text, SplittableRandom random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), at + random.nextInt(1, 12));
            switch (random.nextInt(6)) {
                case 0 -> mutated.delete(at, to);
                case 1 -> mutated.insert(at, mutated.substring(at, to).repeat(random.nextInt(1, 40)));
                case 2 -> mutated.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
                case 3 -> mutated.insert(at, spliced(random));
                case 4 -> mutated.replace(at, to, PIECES.get(random.nextInt(PIECES.size())));
                default ->
                    mutated.insert(
                            at, PIECES.get(random.nextInt(PIECES.size())).repeat(random.nextInt(1, 300) / 50 + 1));
            }
        }
        return mutated.toString();
    }

    private String spliced(SplittableRandom random) {
        String other = seeds.get(random.nextInt(seeds.size())).template();
        int from = random.nextInt(other.length() + 1);
        return other.substring(from, Math.min(other.length(), from + random.nextInt(1, 60)));
    }
}
