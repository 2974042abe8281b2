package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Random templates, rendered by our engine and by Nunjucks: the same output, or an error with a place where Nunjucks may go on. Whatever else differs
 * is of a class that oracle-differences.json lists, and rare.
 */
class OracleTest {
    private static final double RARE = 0.003;

    /** A kind of difference that is known: what the template and Nunjucks' answer look like, and why we differ. */
    private record Known(Pattern template, Pattern answer, String reason) {
        boolean covers(String given, String answered) {
            return template.matcher(given).find() && answer.matcher(answered).find();
        }
    }

    private final NunjucksOracle oracle = new NunjucksOracle();
    private final NunjucksEngine engine = NunjucksEngine.create();
    private final List<Known> known = known();
    private final List<String> unknown = new ArrayList<>();
    private int cases;
    private int compared;
    private int different;

    @Provide
    Arbitrary<String> templates() {
        return RandomTemplates.templates();
    }

    @Property(
            tries = 500,
            seed = "7",
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF)
    void rendersAsNunjucks(@ForAll("templates") String template) {
        compare(template);
    }

    @Tag("oracle")
    @Property(
            tries = 10_000,
            seed = "77",
            generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE,
            shrinking = ShrinkingMode.OFF)
    void rendersAsNunjucksInManyCases(@ForAll("templates") String template) {
        compare(template);
    }

    private void compare(String template) {
        cases++;
        Optional<String> ours = render(template);
        if (ours.isEmpty()) {
            return;
        }
        compared++;
        String answer = oracle.answer(template, RandomTemplates.DATA);
        if (answer.equals("=" + ours.get())) {
            return;
        }
        different++;
        if (known.stream().noneMatch(one -> one.covers(template, answer))) {
            unknown.add(template + "\n    ours:     =" + ours.get() + "\n    Nunjucks: " + answer);
        }
    }

    private Optional<String> render(String template) {
        try {
            return Optional.of(engine.parse(template, SourceLocation.startOf("t"), TemplateSyntax.STANDARD)
                    .render(TemplateData.of(RandomTemplates.DATA)));
        } catch (TemplateException e) {
            return Optional.empty();
        }
    }

    @AfterProperty
    void differencesAreKnownAndRare() {
        System.out.println(summary());
        if (!unknown.isEmpty()) {
            fail(summary() + "; not of a class that is listed:\n" + String.join("\n", unknown));
        }
        assertTrue(different <= RARE * cases, summary());
        assertTrue(compared > cases / 2, "too few templates render at all: " + summary());
    }

    private String summary() {
        return "%d templates, %d rendered, %d different".formatted(cases, compared, different);
    }

    private static List<Known> known() {
        String resource = "/oracle-differences.json";
        try (InputStream stream = Objects.requireNonNull(OracleTest.class.getResourceAsStream(resource), resource)) {
            Value list = Value.parseJson(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            return list.asArr().orElseThrow().values().stream()
                    .map(one -> one.asObj().orElseThrow())
                    .map(one -> new Known(
                            Pattern.compile(one.string("template").orElseThrow(), Pattern.DOTALL),
                            Pattern.compile(one.string("answer").orElseThrow()),
                            one.string("reason").orElseThrow()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
