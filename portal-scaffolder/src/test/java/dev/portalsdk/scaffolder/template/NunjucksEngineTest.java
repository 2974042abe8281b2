package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NunjucksEngineTest {
    private static final TemplateData DATA = TemplateData.of(
            (Value.Obj) Value.of(Map.of("name", "web", "port", 8000, "list", List.of("b", "a"), "on", true)));

    private final NunjucksEngine engine = NunjucksEngine.create();

    private ParsedTemplate parse(String text) {
        return engine.parse(text, new SourceLocation("skeleton/pom.xml", 1, 1), TemplateSyntax.STANDARD);
    }

    private TemplateException failure(String text) {
        return assertThrows(TemplateException.class, () -> parse(text).render(DATA));
    }

    @Test
    void soleExpressionKeepsItsType() {
        assertEquals(Optional.of(Value.Num.of(8000)), parse("${{ port }}").evaluate(DATA));
        assertEquals(
                Optional.of(Value.Arr.ofStrings(List.of("b", "a"))),
                parse("${{ list }}").evaluate(DATA));
        assertEquals(Optional.of(Value.Str.of("8000 ")), parse("${{ port }} ").evaluate(DATA));
    }

    @Test
    void undefinedIsNotNull() {
        assertEquals(Optional.empty(), parse("${{ nothing.here }}").evaluate(DATA));
        assertEquals(Optional.of(Value.Null.NULL), parse("${{ null }}").evaluate(DATA));
    }

    @Test
    void errorsNameLineColumnAndShowTheLine() {
        TemplateException unknown = failure("<a>\n  ${{ name | uper }}\n</a>");

        assertEquals(new SourceLocation("skeleton/pom.xml", 2, 14), unknown.location());
        assertEquals(TemplateException.Kind.EVALUATION, unknown.kind());
        assertTrue(unknown.getMessage().startsWith("skeleton/pom.xml:2:14: unknown filter 'uper' (known: abs, "));
        assertTrue(unknown.getMessage().contains("did you mean \"upper\"?"), unknown::getMessage);
        assertTrue(unknown.getMessage().endsWith("\n    ${{ name | uper }}\n               ^"), unknown::getMessage);
    }

    @Test
    void columnsCountCodePointsFromWhereTheTextBegins() {
        TemplateException failure = assertThrows(
                TemplateException.class,
                () -> engine.parse("😀 ${{ a b }}", new SourceLocation("t.yaml", 7, 11), TemplateSyntax.STANDARD));

        assertEquals(new SourceLocation("t.yaml", 7, 19), failure.location());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{% include 'a' %}", "{% import 'a' as b %}", "{% extends 'a' %}", "{% from 'a' import b %}"})
    void otherTemplatesCannotBeLoaded(String text) {
        TemplateException failure = failure(text);

        assertEquals(TemplateException.Kind.SYNTAX, failure.kind());
        assertTrue(failure.problem().contains("cannot load"), failure::problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${{ name.constructor }}",
                "${{ name['__proto__'] }}",
                "${{ name['con' ~ 'structor'] }}",
                "${{ {prototype: 1} }}",
                "${{ __dirname }}",
                "${{ [name] | groupby('__proto__') }}",
                "${{ [name] | selectattr('constructor') }}",
                "${{ {} | pick('constructor') }}",
                "${{ name.getClass() }}",
                "${{ process.env.PATH }}"
            })
    void namesThatLeadOutAreRefused(String text) {
        failure(text);
    }

    @Test
    void dataMayHaveNamesOfHostObjects() {
        TemplateData data = TemplateData.of(Value.Obj.of("process", "batch"));

        assertEquals("batch", parse("${{ process }}").render(data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}x{% endfor %}{% endfor %}{% endfor %}",
                "${{ range(100000000) }}",
                "{% macro f(x) %}${{ f(x) }}{% endmacro %}${{ f(1) }}",
                "{% set l = [1] %}{% for i in range(100) %}{% set l = l.concat(l) %}{% endfor %}",
                "{% set s = 'ab' %}{% for i in range(100) %}{% set s = s ~ s %}{% endfor %}",
                "{% set s = 'ab' %}{% for i in range(100) %}{% set s = s | replace('', s) %}{% endfor %}",
                "${{ 'x'.repeat(2000000000) }}",
                "${{ 'x'.padStart(2000000000) }}",
                "${{ 'x' | center(2000000000) }}",
                "${{ 'x' | indent(2000000000) }}",
                "${{ [1] | batch(2000000000, 'x') }}",
                "${{ [1] | slice(2000000000) }}",
                "{% set l = [] %}{% set _ = l.push(l) %}${{ l }}",
                "{% set l = [] %}{% set _ = l.push(l) %}${{ l | dump }}",
                "{% set l = [] %}{% for i in range(100) %}{% set l = [l, l, l, l] %}{% endfor %}${{ l }}",
                "${{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' | replace(r/(a|aa)+(b|c)\\1$/, 'x') }}",
                "{% set s = 'x'.repeat(4000000) %}{% for i in range(20) %}{% set t = s ~ i %}{% endfor %}",
                "{% set s = 'x'.repeat(4000000) %}{% for i in range(20) %}{% set t = s | upper %}{% endfor %}",
                "{% set s = 'x'.repeat(4000000) %}{% for i in range(20) %}{% set t = s.slice(1) %}{% endfor %}",
                "{% set s = 'x'.repeat(4000000) %}{% for i in range(20) %}{% set t = [s, i] == 'x' %}{% endfor %}",
                "{% set l = range(90000) %}{% set k = [] %}{% for i in range(900) %}{% set _ = k.push(l.slice()) %}{% endfor %}",
                "{% set l = range(90000) %}{% set k = [] %}{% for i in range(900) %}{% set _ = k.push(l | reverse) %}{% endfor %}",
                "{% for c in 'x'.repeat(4000000) %}{% endfor %}",
                "${{ 'x'.repeat(4000000) | list | length }}",
                "{% for i in range(5000) %}${{ i | abs }}{% endfor %}"
            })
    void costlyTemplatesAreStopped(String text) {
        TemplateException failure = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> failure(text));

        assertEquals(TemplateException.Kind.LIMIT, failure.kind(), failure::getMessage);
    }

    @Test
    void costlyTextsAreStoppedWhenTheyAreRead() {
        for (String deep : List.of(
                "${{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}",
                "${{ " + "[".repeat(5_000) + " }}",
                "${{ " + "-+".repeat(5_000) + "1 }}",
                "${{ a" + ".b".repeat(100_000) + " }}",
                "${{ a" + " | abs".repeat(100_000) + " }}",
                "{% if a %}".repeat(5_000),
                "x".repeat(5 << 20))) {
            TemplateException failure = assertThrows(TemplateException.class, () -> parse(deep));
            assertEquals(TemplateException.Kind.LIMIT, failure.kind(), failure::problem);
        }
    }

    @Test
    void longSumsAreNoNesting() {
        assertEquals("5001", parse("${{ 1" + " + 1".repeat(5_000) + " }}").render(DATA));
        assertEquals("true", parse("${{ 0" + " or on".repeat(5_000) + " }}").render(DATA));
    }

    @Test
    void wallClockIsLimited() {
        NunjucksEngine hasty = NunjucksEngine.builder()
                .limits(TemplateLimits.builder()
                        .steps(Long.MAX_VALUE)
                        .time(Duration.ofMillis(50))
                        .build())
                .build();
        ParsedTemplate endless = hasty.parse(
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                SourceLocation.startOf("t"), TemplateSyntax.STANDARD);

        TemplateException failure = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThrows(TemplateException.class, () -> endless.render(DATA)));

        assertEquals(TemplateException.Kind.LIMIT, failure.kind());
    }

    @Test
    void hostAddsFiltersAndFunctions() {
        NunjucksEngine own = NunjucksEngine.builder()
                .filter("shout", arguments -> arguments.string(0).map(text -> Value.Str.of(text + "!")))
                .function("fail", arguments -> {
                    throw new IllegalStateException("no such team");
                })
                .build();

        assertEquals("web!", own.render("${{ name | shout }}", DATA));
        TemplateException failure = assertThrows(TemplateException.class, () -> own.render("a ${{ fail() }}", DATA));
        assertEquals("'fail' failed: no such team", failure.problem());
        assertEquals(7, failure.location().column());
    }

    @Test
    void builtInNamesCannotBeTaken() {
        assertThrows(IllegalArgumentException.class, () -> NunjucksEngine.builder()
                .filter("upper", arguments -> Optional.empty()));
    }

    @Test
    void templatesChangeTheirOwnCopyOfTheData() {
        String text = "{% set _ = list.push('c') %}${{ list }}";

        assertEquals("b,a,c", parse(text).render(DATA));
        assertEquals("b,a,c", parse(text).render(DATA));
        assertEquals(2, DATA.values().arr("list").orElseThrow().size());
    }

    @Test
    void manyThreadsRenderOneTemplate() throws Exception {
        ParsedTemplate template = parse("{% for i in range(200) %}${{ name }}${{ i * port }};{% endfor %}");
        String expected = template.render(DATA);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<String> render = () -> template.render(DATA);
            for (Future<String> rendered : threads.invokeAll(
                    IntStream.range(0, 64).mapToObj(i -> render).toList())) {
                assertEquals(expected, rendered.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource
    void expressionsBindAndCoerceAsInJavaScript(String expression, String expected) {
        assertEquals(expected, parse("${{ " + expression + " }}").render(DATA));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> expressionsBindAndCoerceAsInJavaScript() {
        return Stream.of(
                arguments("not 1 == 2", "false"),
                arguments("2 == 1 < 1", "false"),
                arguments("7 % 4 // 2", "1"),
                arguments("-7 // 2 * 2", "-8"),
                arguments("'a' ~ 1 + 2", "a12"),
                arguments("1 + 2 ~ 3", "33"),
                arguments("not on and name", "false"),
                arguments("not (name == 'x')", "true"),
                arguments("'b' not in list", "false"),
                arguments("name is not string", "false"),
                arguments("list[1:] ~ list[::-1]", "aa,b"),
                arguments("'x,y'.split(',')[1]", "y"),
                arguments("'aXbX'.replace('X', '$&$&')", "aXXbX"),
                arguments("'aXbX'.replaceAll('X', '-')", "a-b-"),
                arguments("'2024-02'.replace(r/(\\d+)-(\\d+)/, '$2.$1')", "02.2024"),
                arguments("'abc'.slice(-2)", "bc"),
                arguments("(5).toFixed(2)", "5.00"),
                arguments("[3, 1, 2] | sort | join('-')", "1-2-3"),
                arguments("{'2': 'b', 'x': 1, '1': 'a'} | dump", "{\"1\":\"a\",\"2\":\"b\",\"x\":1}"));
    }

    @Property
    void textWithoutDelimitersIsPrintedAsItIs(@ForAll String text) {
        String plain = text.replace("{", "(").replace("#}", "");

        assertEquals(plain, parse(plain).render(DATA));
        assertTrue(parse(plain).isConstant());
    }

    @Property
    void whateverIsWrittenEitherRendersOrFailsWithAPlace(@ForAll String text) {
        for (String hostile : List.of("${{ " + text + " }}", "{% " + text + " %}", "{% if x %}" + text)) {
            try {
                parse(hostile).render(DATA);
            } catch (TemplateException e) {
                assertFalse(e.problem().isBlank());
                assertEquals("skeleton/pom.xml", e.location().source());
            }
        }
    }
}
