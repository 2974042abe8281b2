package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.ParsedTemplate;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateException;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TemplateEngine} promises, whatever its language. A test class of an implementation extends this one and says a few things in that language. */
public abstract class TemplateEngineTck {
    private static final TemplateData DATA =
            TemplateData.of(Value.Obj.of("name", "web", "port", 8080, "list", List.of("a", "b")));

    /** For the tests of implementations. */
    protected TemplateEngineTck() {}

    /** The engine; the same each time. */
    protected abstract TemplateEngine engine();

    /** A template that is nothing but the value of a variable: {@code ${{ name }}}. */
    protected abstract String variable(String name);

    /** A template that is not of the language; its mistake is in the first line. */
    protected abstract String brokenTemplate();

    /** A template that is of the language, but fails with {@code name: "web"}; empty if none does. */
    protected abstract Optional<String> failingTemplate();

    /** Whether a template of nothing but a variable gives a value of its type; else it is always a text. */
    protected boolean keepsTypes() {
        return true;
    }

    private ParsedTemplate parse(String text) {
        return engine().parse(text, SourceLocation.startOf("skeleton/README.md"), TemplateSyntax.STANDARD);
    }

    @Test
    void hasANameThatStaysTheSame() {
        assertFalse(engine().name().isBlank());
        assertEquals(engine().name(), engine().name());
    }

    @Test
    void textWithoutExpressionsStaysAsItIs() {
        for (String text :
                List.of("", " ", "plain", "a\r\n\tb\n\n", "ä 😀 \u0000", "$ { } % # \\ <b> & \"quotes\"", "\n")) {
            assertEquals(text, parse(text).render(DATA));
            assertTrue(parse(text).isConstant(), text);
        }
    }

    @Test
    void aVariableGivesItsValue() {
        assertEquals("web", parse(variable("name")).render(DATA));
        assertEquals("8080", parse(variable("port")).render(DATA));
        assertEquals("at web!", parse("at " + variable("name") + "!").render(DATA));
        assertFalse(parse(variable("name")).isConstant());
    }

    @Test
    void whatIsNotThereRendersAsNothing() {
        assertEquals("<>", parse("<" + variable("nothing") + ">").render(DATA));
    }

    @Test
    void aSingleExpressionKeepsItsType() {
        assertEquals(Optional.of(Value.of("web")), parse(variable("name")).evaluate(DATA));
        assertEquals(
                Optional.of(Value.of("at 8080")),
                parse("at " + variable("port")).evaluate(DATA));
        assumeTrue(keepsTypes(), "it gives text only");
        assertEquals(Optional.of(Value.of(8080)), parse(variable("port")).evaluate(DATA));
        assertEquals(
                Optional.of(Value.of(List.of("a", "b"))),
                parse(variable("list")).evaluate(DATA));
        assertEquals(Optional.empty(), parse(variable("nothing")).evaluate(DATA));
    }

    @Test
    void valuesAreNoTemplates() {
        TemplateData tricky = TemplateData.of(Value.Obj.of("name", variable("port"), "port", 8080));
        assertTrue(!parse("<" + variable("name") + ">").render(tricky).contains("8080"));
    }

    @Test
    void aTemplateIsRenderedManyTimesByManyThreads() {
        ParsedTemplate template = parse("at " + variable("name"));
        List<String> texts = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> template.render(TemplateData.of(Value.Obj.of("name", "n" + i))))
                .toList();
        for (int i = 0; i < texts.size(); i++) {
            assertEquals("at n" + i, texts.get(i));
        }
    }

    @Test
    void aMistakeHasItsPlaceInTheFile() {
        TemplateException failure = assertThrows(TemplateException.class, () -> parse("one\ntwo\n" + brokenTemplate()));
        assertEquals(TemplateException.Kind.SYNTAX, failure.kind());
        assertEquals("skeleton/README.md", failure.location().source());
        assertEquals(3, failure.location().line());
        assertTrue(String.valueOf(failure.getMessage()).startsWith("skeleton/README.md:3:"), failure::getMessage);
    }

    @Test
    void placesCountFromWhereTheTextBegins() {
        SourceLocation origin = new SourceLocation("template.yaml", 41, 18);
        TemplateException failure = assertThrows(
                TemplateException.class, () -> engine().parse(brokenTemplate(), origin, TemplateSyntax.STANDARD));
        assertEquals(41, failure.location().line());
        assertTrue(failure.location().column() >= 18, failure::getMessage);
    }

    @Test
    void whatFailsForTheDataHasItsPlaceToo() {
        assumeTrue(failingTemplate().isPresent(), "no data makes it fail");
        ParsedTemplate template = parse("one\n" + failingTemplate().orElseThrow());
        TemplateException failure = assertThrows(TemplateException.class, () -> template.render(DATA));
        assertEquals(TemplateException.Kind.EVALUATION, failure.kind());
        assertEquals(2, failure.location().line());
    }
}
