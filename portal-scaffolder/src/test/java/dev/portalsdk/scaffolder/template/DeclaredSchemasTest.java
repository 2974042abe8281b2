package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a host's filters and functions, held to the schemas that they declare. */
class DeclaredSchemasTest {
    private static final Value.Obj TEXT = Value.Obj.of("type", "string");
    private static final Value.Obj COUNT = Value.Obj.of("type", "integer", "maximum", 9);
    private static final Value.Obj MAYBE_TEXT =
            Value.Obj.of("anyOf", List.of(Value.Obj.of("not", Value.Obj.empty()), TEXT));

    private final NunjucksEngine engine = NunjucksEngine.builder()
            .filter(
                    "times",
                    described().taking(TEXT, COUNT).giving(TEXT),
                    arguments -> Optional.of(Value.Str.of(arguments
                            .string(0)
                            .orElseThrow()
                            .repeat(arguments
                                    .at(1)
                                    .map(Value::toString)
                                    .map(Integer::parseInt)
                                    .orElse(1)))))
            .filter("maybe", described().taking(MAYBE_TEXT), arguments -> arguments.at(0))
            .filter("wrong", described().taking(TEXT).giving(COUNT), arguments -> arguments.at(0))
            .filter("lost", described().taking(TEXT).giving(TEXT), arguments -> Optional.empty())
            .function("team", described().calledWith(TEXT), arguments -> arguments.at(0))
            .build();

    private static TemplateExtension described() {
        return TemplateExtension.described("");
    }

    private ParsedTemplate parse(String text) {
        return engine.parse(text, SourceLocation.startOf("a.txt"), TemplateSyntax.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '»',
            quoteCharacter = '`',
            value = {
                "${{ 'ab' | times(2) }}»abab",
                "${{ 'ab' | times }}»ab",
                "[${{ nothing | maybe }}${{ 'x' | maybe }}]»[x]",
                "${{ team('a') }}»a"
            })
    void callsThatFitPass(String template, String expected) {
        assertEquals(expected, parse(template).render(TemplateData.of(Value.Obj.empty())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '»',
            quoteCharacter = '`',
            value = {
                "${{ 7 | times(2) }}»a.txt:1:9: 'times' cannot take this as its input: integer found, string expected",
                "x ${{ 'a' | times('b') }}»a.txt:1:13: 'times' cannot take this as its argument 1: string found, integer expected",
                "${{ 'a' | times(99) }}»a.txt:1:11: 'times' cannot take this as its argument 1: must have a maximum value of 9",
                "${{ nothing | times(2) }}»a.txt:1:15: 'times' cannot take this as its input: it is undefined",
                "${{ 'a' | times(nothing) }}»a.txt:1:11: 'times' cannot take this as its argument 1: it is undefined",
                "${{ ['a'] | maybe }}»a.txt:1:13: 'maybe' cannot take this as its input: ",
                "${{ 'a' | wrong }}»a.txt:1:11: 'wrong' gave what its own schema does not allow: string found, integer expected",
                "${{ 'a' | lost }}»a.txt:1:11: 'lost' gave what its own schema does not allow: it is undefined",
                "${{ team(1) }}»a.txt:1:5: 'team' cannot take this as its argument 1: integer found, string expected"
            })
    void callsThatDoNotFitFailAtTheirPlace(String template, String message) {
        TemplateException failure = assertThrows(
                TemplateException.class, () -> parse(template).evaluate(TemplateData.of(Value.Obj.empty())));

        assertEquals(TemplateException.Kind.EVALUATION, failure.kind());
        assertTrue(failure.getMessage().startsWith(message), failure::getMessage);
    }

    @Test
    void helpersOfHandlebarsAreHeldToTheSame() {
        ParsedTemplate template = HandlebarsEngine.sharing(engine)
                .parse("{{times 'a' 2}}\n{{times 'a' 'b'}}", SourceLocation.startOf("a.hbs"), TemplateSyntax.STANDARD);

        TemplateException failure =
                assertThrows(TemplateException.class, () -> template.render(TemplateData.of(Value.Obj.empty())));

        assertEquals(new SourceLocation("a.hbs", 2, 3), failure.location());
        assertEquals("'times' cannot take this as its argument 1: string found, integer expected", failure.problem());
    }

    @Test
    void declarationsThatMakeNoSenseAreRefusedAtOnce() {
        NunjucksEngine.Builder builder = NunjucksEngine.builder();
        TemplateExtension noInput = described().calledWith(TEXT);
        TemplateExtension noSchema = described().taking(Value.Obj.of("type", "string", "pattern", "("));

        assertThrows(IllegalArgumentException.class, () -> builder.filter("a", noInput, arguments -> arguments.at(0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.function("b", described().taking(TEXT), arguments -> arguments.at(0)));
        assertThrows(IllegalArgumentException.class, () -> builder.filter("c", noSchema, arguments -> arguments.at(0)));
    }
}
