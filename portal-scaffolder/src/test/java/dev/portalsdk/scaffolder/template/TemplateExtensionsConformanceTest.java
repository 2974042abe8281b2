package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is listed as added to Nunjucks: as the real backend lists it, but for the words of descriptions. */
class TemplateExtensionsConformanceTest {

    @Test
    void schemasAreThoseOfTheBackend() throws IOException {
        Value recorded = Value.parseJson(
                Files.readString(TemplateCases.root().resolve("scaffolder/templating-extensions.json")));

        assertEquals(
                withoutWords(recorded.at("/body").orElseThrow()),
                withoutWords(NunjucksEngine.create().extensions()));
    }

    @Test
    void whatAHostAddsIsListedWithItsSchemas() {
        Value.Obj text = Value.Obj.of("type", "string");
        NunjucksEngine engine = NunjucksEngine.builder()
                .filter(
                        "kebab",
                        TemplateExtension.described("With dashes.").taking(text).giving(text),
                        arguments -> arguments.at(0))
                .function("team", TemplateExtension.described("The team.").giving(text), none -> Optional.empty())
                .value("region", "Where we run.", Value.Str.of("eu"))
                .build();
        Value.Obj extensions = engine.extensions();

        assertEquals(
                Value.parseJson(
                        "{\"description\":\"With dashes.\",\"schema\":{\"input\":{\"type\":\"string\"},\"output\":{\"type\":\"string\"}}}"),
                extensions.at("/filters/kebab").orElseThrow());
        assertEquals(Optional.of(Value.Str.of("The team.")), extensions.at("/globals/functions/team/description"));
        assertEquals(
                Value.Obj.of("description", "Where we run.", "value", "eu"),
                extensions.at("/globals/values/region").orElseThrow());
        assertEquals("eu", engine.render("${{ region }}", TemplateData.of(Value.Obj.empty())));
        assertEquals("us", engine.render("${{ region }}", TemplateData.of(Value.Obj.of("region", "us"))));
    }

    @Test
    void namesOfGlobalsAreTakenOnce() {
        NunjucksEngine.Builder builder = NunjucksEngine.builder().value("region", "", Value.Str.of("eu"));

        assertThrows(IllegalArgumentException.class, () -> builder.function("region", none -> Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> builder.value("range", "", Value.Str.of("x")));
    }

    private static Value withoutWords(Value value) {
        if (value instanceof Value.Arr array) {
            return Value.Arr.of(array.values().stream()
                    .map(TemplateExtensionsConformanceTest::withoutWords)
                    .toList());
        }
        if (!(value instanceof Value.Obj object)) {
            return value;
        }
        Value.Obj.Builder rest = Value.Obj.builder();
        object.forEach((key, child) -> {
            if (!List.of("description", "examples").contains(key)) {
                rest.put(key, withoutWords(child));
            }
        });
        return rest.build();
    }
}
