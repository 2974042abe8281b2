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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlebarsEngineTest {
    private static final TemplateData DATA = TemplateData.of((Value.Obj) Value.parseJson("""
            {"values": {"name": "my web", "port": 8000, "whole": 1.0, "third": 0.1, "on": true, "none": null, "list": ["b", "a"],
             "object": {"x": 1, "y-z": 2},
             "pairs": [{"x": 1}, {"x": 2}], "repo": "github.com?owner=acme&repo=w", "html": "<a & b>"}}"""));

    private final HandlebarsEngine engine = HandlebarsEngine.sharing(NunjucksEngine.create());

    private ParsedTemplate parse(String text) {
        return engine.parse(text, SourceLocation.startOf("pom.xml.hbs"), TemplateSyntax.STANDARD);
    }

    private TemplateException failure(String text) {
        return assertThrows(TemplateException.class, () -> parse(text).render(DATA));
    }

    @ParameterizedTest
    @MethodSource
    void rendersAsWritten(String template, String expected) {
        assertEquals(expected, parse(template).render(DATA));
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> rendersAsWritten() {
        return Stream.of(
                arguments(
                        "{{values.name}} {{values.html}} {{values.none}}|{{values.nothing.here}}|",
                        "my web <a & b> ||"),
                arguments("{{values.port}} {{values.whole}} {{values.third}} {{values.on}}", "8000 1 0.1 true"),
                arguments("{{values.list}} {{values.object}}", "b,a [object Object]"),
                arguments("{{#each values.list}}{{@index}}={{this}}{{#unless @last}},{{/unless}}{{/each}}", "0=b,1=a"),
                arguments("{{#each values.object as |v k|}}{{k}}={{v}};{{/each}}", "x=1;y-z=2;"),
                arguments(
                        "{{#each values.pairs as |p i|}}{{i}}{{p.x}}{{x}}{{this.x}}{{../values.port}} {{/each}}",
                        "0111,8000 1222,8000 ".replace(",", "")),
                arguments("{{#each values.pairs as |x|}}{{x.x}}{{/each}}", "12"),
                arguments("{{#with values.object as |o|}}{{o.x}}{{this.x}}{{../values.port}}{{/with}}", "118000"),
                arguments("{{#with values.none}}x{{else}}empty{{/with}}", "empty"),
                arguments("{{#each values.none}}x{{else}}empty{{/each}}", "empty"),
                arguments("{{#if (eq values.port 8000)}}y{{else}}n{{/if}}", "y"),
                arguments("{{#with (parseRepoUrl values.repo)}}{{owner}}/{{repo}}{{/with}}", "acme/w"),
                arguments("{{upper values.name}} {{title values.name}} {{join values.list '-'}}", "MY WEB My Web b-a"),
                arguments("{{dump values.object}} {{default values.nothing 'd'}}", "{\"x\":1,\"y-z\":2} d"),
                arguments(
                        "{{projectSlug values.repo}} {{dump (parseEntityRef 'a' defaultKind='group')}}",
                        "acme/w {\"kind\":\"group\",\"namespace\":\"default\",\"name\":\"a\"}"),
                arguments("{{lookup values.object 'y-z'}} {{values.list.[1]}}", "2 a"),
                arguments(
                        "{{gt values.port 5}} {{lt 1 0}} {{and 1 0}} {{or 1 0}} {{not 0}} {{ne 1 2}}",
                        "true false false true true true"),
                arguments("{{contains values.list 'a'}} {{contains values.name 'x'}}", "true false"),
                arguments("\\{{x}}{{!-- no comment --}} ${{values.port}} {% if %}", "{{x}} $8000 {% if %}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{values.name.bytes}}",
                "{{values.name.class}}",
                "{{values.list.size}}",
                "{{values.list.length}}",
                "{{values.getClass}}",
                "{{values.constructor}}",
                "{{values.__proto__}}"
            })
    void valuesHaveNoMembersButTheirOwn(String text) {
        assertEquals("", parse(text).render(DATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"log", "precompile", "i18n", "i18nJs", "embedded", "partial", "block", "assign", "helperMissing"
            })
    void helpersOfTheLibraryAreUnknown(String name) {
        TemplateException failure = failure("{{" + name + " 'x'}}");

        assertTrue(
                failure.problem().startsWith("unknown helper '" + name + "' (known: and, capitalize, "),
                failure::problem);
        assertFalse(failure.problem().contains("helperMissing,"), failure::problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{> part}}",
                "{{> (lookup values 'name')}}",
                "{{#> part}}x{{/part}}",
                "{{#*inline 'p'}}{{> p}}{{/inline}}{{> p}}",
                "{{* log}}",
                "{{#block 'x'}}{{/block}}",
                "{{#values.list}}x{{/values.list}}",
                "{{^values.none}}x{{/values.none}}",
                "{{{{raw}}}}x{{{{/raw}}}}"
            })
    void partialsDecoratorsAndOtherBlocksAreRefused(String text) {
        failure(text);
    }

    @Test
    void errorsNameLineColumnAndShowTheLine() {
        TemplateException unknown = failure("<a>\n  {{upcase values.name}}\n</a>");
        assertEquals(new SourceLocation("pom.xml.hbs", 2, 5), unknown.location());
        assertEquals(TemplateException.Kind.EVALUATION, unknown.kind());
        assertTrue(unknown.getMessage().endsWith("\n    {{upcase values.name}}\n      ^"), unknown::getMessage);

        TemplateException open = failure("a\n{{#if values.on}}");
        assertEquals(TemplateException.Kind.SYNTAX, open.kind());
        assertEquals(2, open.location().line());
        assertTrue(open.problem().contains("expected"), open::problem);

        TemplateException failed = failure("x {{parseRepoUrl 'nowhere'}}");
        assertTrue(failed.problem().startsWith("'parseRepoUrl' failed: "), failed::problem);
    }

    @Test
    void undefinedFailsIfAskedTo() {
        HandlebarsEngine strict = engine.failingOnUndefined();
        ParsedTemplate missing =
                strict.parse("a\n {{values.nme}}", SourceLocation.startOf("x.hbs"), TemplateSyntax.STANDARD);

        TemplateException failure = assertThrows(TemplateException.class, () -> missing.render(DATA));

        assertEquals("'values.nme' is undefined", failure.problem());
        assertEquals(2, failure.location().line());
        assertEquals(
                "",
                strict.parse("{{#if values.nme}}x{{/if}}", SourceLocation.startOf("x"), TemplateSyntax.STANDARD)
                        .render(DATA));
    }

    @Test
    void linesOfTagsAloneDisappearIfAskedTo() {
        String text = "{{#if values.on}}\nx\n{{/if}}\n";

        assertEquals("\nx\n\n", parse(text).render(DATA));
        TemplateSyntax trim = TemplateSyntax.STANDARD.withWhitespace(true, true);
        assertEquals(
                "x\n", engine.parse(text, SourceLocation.startOf("x"), trim).render(DATA));
    }

    @Test
    void filtersOfTheHostAreHelpers() {
        NunjucksEngine host = NunjucksEngine.builder()
                .filter("shout", arguments -> arguments.string(0).map(text -> Value.Str.of(text + "!")))
                .build();

        assertEquals(
                "my web!",
                HandlebarsEngine.sharing(host)
                        .parse("{{shout values.name}}", SourceLocation.startOf("x"), TemplateSyntax.STANDARD)
                        .render(DATA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#each big}}{{#each ../big}}{{#each ../../big}}{{/each}}{{/each}}{{/each}}",
                "{{#each big}}{{#each @root.big}}{{#each @root.big}}xxxxxxxxxxxxxxxx{{/each}}{{/each}}{{/each}}",
                "{{#each big}}{{#with @root}}{{text}}{{text}}{{text}}{{text}}{{/with}}{{/each}}",
                "{{#each big}}{{upper @root.text}}{{/each}}",
                "{{#each big}}{{replace @root.text 'x' @root.text}}{{/each}}"
            })
    void costlyTemplatesAreStopped(String text) {
        TemplateData big = TemplateData.of(Value.Obj.of(
                "big", Value.of(Collections.nCopies(2_000, 1)), "text", Value.Str.of("x".repeat(100_000))));

        TemplateException failure = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThrows(TemplateException.class, () -> parse(text).render(big)));

        assertEquals(TemplateException.Kind.LIMIT, failure.kind(), failure::getMessage);
    }

    @Test
    void costlyTextsAreStoppedWhenTheyAreRead() {
        for (String deep : List.of(
                "{{#if a}}".repeat(5_000),
                "{{upper " + "(upper ".repeat(5_000),
                "{{a" + ".b".repeat(100_000) + "}}",
                "x".repeat(5 << 20))) {
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                try {
                    parse(deep).render(DATA);
                } catch (TemplateException e) {
                    assertEquals(TemplateException.Kind.LIMIT, e.kind(), e::problem);
                }
            });
        }
    }

    @Test
    void isText() {
        assertEquals(Optional.of(Value.Str.of("8000")), parse("{{values.port}}").evaluate(DATA));
        assertTrue(parse("plain").isConstant());
        assertFalse(parse("{{x}}").isConstant());
    }

    @Property(tries = 300)
    void whateverIsWrittenEitherRendersOrFailsWithAPlace(@ForAll String text) {
        for (String hostile :
                List.of("{{" + text + "}}", "{{#if x}}" + text, "{{#each values.list}}" + text + "{{/each}}")) {
            try {
                parse(hostile).render(DATA);
            } catch (TemplateException e) {
                assertFalse(e.problem().isBlank());
                assertEquals("pom.xml.hbs", e.location().source());
            }
        }
    }
}
