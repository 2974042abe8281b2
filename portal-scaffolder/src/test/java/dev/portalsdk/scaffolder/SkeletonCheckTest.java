package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.scaffolder.template.HandlebarsEngine;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of skeletons and their names, against the values that a step passes. */
class SkeletonCheckTest {
    @TempDir
    Path directory;

    private void skeleton(String path, String text) throws IOException {
        Path file = directory.resolve("skeleton").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Findings as rule, place below the template's directory, and message. */
    private List<String> findings(String input) throws IOException {
        Path file = directory.resolve("template.yaml");
        Files.writeString(file, """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  parameters: {required: [name], properties: {name: {type: string}, tags: {type: array, items: {type: object, properties: {id: {type: string}}}}}}
                  steps:
                    - action: fetch:template
                      input: {url: ./skeleton, values: {name: '${{ parameters.name }}', tags: '${{ parameters.tags }}'}%s}
                """.formatted(input));
        return TemplateProgram.builder()
                .engine(CorpusActions.engine())
                .actions(CorpusActions.all())
                .read(file)
                .findings()
                .stream()
                .map(finding -> finding.ruleId() + " "
                        + finding.location().orElseThrow().toString().replace(directory + "/", "") + " "
                        + finding.message())
                .toList();
    }

    @Test
    void columnInANameCountsInThePath() throws IOException {
        skeleton("src/${{ values.nmae }}/a/b.txt", "x");
        skeleton("src/${{ values.nmae }}/c.txt", "x");
        skeleton("src/${{ values.name }}/${{ values.name | uper }}.txt", "x");

        int root = directory.toString().length() + 1;
        String wrong = "skeleton/src/${{ values.nmae }}";
        String filter = "skeleton/src/${{ values.name }}/${{ values.name | uper }}.txt";
        assertEquals(
                List.of(
                        "unknown-filter " + filter + ":1:" + (root + filter.indexOf("uper") + 1)
                                + " In the name \"src/${{ values.name }}/${{ values.name | uper }}.txt\": There is no filter \"uper\"",
                        "unknown-value " + wrong + ":1:" + (root + wrong.indexOf("nmae") + 1)
                                + " In the name \"src/${{ values.nmae }}\": The step passes no value \"nmae\""),
                findings(""));
    }

    @Test
    void namesAndContentsInHandlebarsAreChecked() throws IOException {
        skeleton("{{values.nam}}.txt", "{{values.name}}");
        skeleton("a.txt", "{{#if values.owner}}\n{{shout values.name}}{{/if}}");

        int column = directory.toString().length() + 1 + "skeleton/{{values.nam".length() - 2;
        assertEquals(
                List.of(
                        "unknown-value skeleton/a.txt:1:14 The step passes no value \"owner\"",
                        "unknown-helper skeleton/a.txt:2:3 There is no helper \"shout\"",
                        "unknown-value skeleton/{{values.nam}}.txt:1:" + column
                                + " In the name \"{{values.nam}}.txt\": The step passes no value \"nam\""),
                findings(", engine: handlebars"));
    }

    @Test
    void extensionDecidesWhichContentsAreHandlebars() throws IOException {
        skeleton("a.txt.hbs", "{{values.nmae}}");
        skeleton("b.txt", "{{values.nmae}} ${{ values.nmae }}");

        assertEquals(
                List.of("unknown-value skeleton/a.txt.hbs:1:10 The step passes no value \"nmae\""),
                findings(", templateFileExtension: .hbs"));
    }

    @Test
    void namesOfHandlebarsAreLookedUpWhereTheyStand() throws IOException {
        skeleton("a.txt", """
                {{#each values.tags as |tag i|}}{{id}}{{this.id}}{{./id}}{{tag.id}}{{i}}{{@index}}{{../values.name}}{{values.name}}
                {{#if (and id (not @last))}}{{@root.values.name}}{{else if tag.id}}{{else}}{{/if}}
                {{/each}}{{#each values}}{{this}}{{@key}}{{/each}}{{lookup values 'x'}}{{values.tags.[0].id}}{{values.tags.0.id}}
                {{#with values}}{{name}}{{#each tags}}{{id}}{{../name}}{{../../values.name}}{{/each}}{{/with}}
                {{{values.name}}}{{&values.name}}{{~values.name~}}{{!-- {{x}} --}}{{! {x} }}\\{{x}}{{^if values.name}}{{values.name}}{{/if}}
                {{default values.missing 'x'}}{{upper "}}"}}{{dump (parseEntityRef 'a' defaultKind='b')}}
                """);

        assertEquals(List.of(), findings(", engine: handlebars"));
    }

    @Test
    void mistakesInNestedPlacesOfHandlebarsAreFound() throws IOException {
        Marked marked = Marked.of("""
                {{#each values.tags as |tag|}}
                {{«uid}}{{tag.«uid}}{{../«nothing}}
                {{#with ../values}}{{name}}{{«nam}}{{/with}}{{values.tags.[0].«uid}}
                {{/each}}{{upper (lower values.«x)}}{{replace values.name 'a' with=values.«y}}
                """);
        skeleton("a.txt", marked.text());

        assertEquals(
                marked.places(),
                findings(", engine: handlebars").stream()
                        .map(finding -> finding.replaceAll("^\\S+ skeleton/a.txt:(\\d+:\\d+) .*", "$1"))
                        .toList());
    }

    /** Whatever is written, it is looked at and told of. */
    @Test
    void brokenTextsGiveProblemsWithPlacesAndNothingElse() {
        String handlebars =
                "{{#each values.tags as |tag i|}}{{id}}{{../values.name}}{{#if (eq tag.id 'x')}}{{else if b}}{{^}}{{/if}}{{/each}}"
                        + "{{!-- c --}}{{{x}}}\\{{y}} {{upper [a b].c d=\"e\"}}{{#with @root.values~}}{{name}}{{/with}}";
        String nunjucks =
                "{% for t in values.tags %}${{ t.id | upper }}{% elif %}{% endfor %}{% macro m(a) %}${{ a }}{% endmacro %}"
                        + "{% if values.name is defined %}${{ m(values['x'][1:2]) or [1, {a: 2}] }}{% endif %}";
        Random random = new Random(11);
        TemplateScope scope =
                new TemplateScope(Map.of("values", Shape.object(Map.of("name", Shape.STRING, "tags", Shape.LIST))));
        TemplateEngine second = HandlebarsEngine.sharing(CorpusActions.engine());
        int looked = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean first = random.nextBoolean();
            StringBuilder text = new StringBuilder(first ? nunjucks : handlebars);
            for (int edits = random.nextInt(2); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                int from = random.nextInt(text.length());
                String piece = text.substring(from, Math.min(text.length(), from + random.nextInt(9)));
                text.replace(at, Math.min(text.length(), at + random.nextInt(5)), piece);
            }
            TextCheck.Result result = TextCheck.of(
                    text.toString(), first ? CorpusActions.engine() : second, TemplateSyntax.STANDARD, scope);
            looked += result.tree().isPresent() ? 1 : 0;
            for (ExpressionCheck.Located located : result.problems()) {
                assertTrue(located.offset() >= 0 && located.offset() <= text.length(), text::toString);
            }
        }
        assertTrue(looked > 2_000, "only " + looked + " of them could be read");
    }

    @Test
    void settingsThatContradictEachOtherAreFoundWithoutRunning() throws IOException {
        skeleton("a.txt", "x");

        assertEquals(
                List.of("unreadable-skeleton"),
                findings(", engine: mustache").stream()
                        .map(finding -> finding.replaceAll(" .*", ""))
                        .toList());
    }
}
