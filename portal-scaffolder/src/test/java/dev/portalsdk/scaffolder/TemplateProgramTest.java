package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Validated;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates checked without being run: places, and what is no mistake. */
class TemplateProgramTest {
    private static final String HEAD = """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: test}
            spec:
              type: service
              parameters: {properties: {name: {type: string}}}
              steps:
            """;

    private static Validated<TemplateProgram> read(String steps) {
        return TemplateProgram.builder()
                .engine(CorpusActions.engine())
                .actions(CorpusActions.all())
                .read("template.yaml", HEAD + steps.indent(4));
    }

    private static List<String> places(String steps) {
        return read(steps).findings().stream()
                .map(finding -> finding.ruleId() + " "
                        + finding.location().map(Object::toString).orElse(""))
                .toList();
    }

    private static List<String> ofMessage(String message) {
        return places("- id: log\n  action: debug:log\n  input:\n    name: ${{ parameters.name }}\n    message: "
                        + message)
                .stream()
                .filter(place -> !place.startsWith("unknown-input"))
                .toList();
    }

    @Test
    void columnsAreExactHoweverATextIsSpelled() {
        assertEquals(List.of("unknown-parameter template.yaml:12:33"), ofMessage("${{ parameters.x }}\n"));
        assertEquals(
                List.of("unknown-parameter template.yaml:12:42"), ofMessage("'it''s \u00e9 ${{ parameters.x }}'\n"));
        assertEquals(
                List.of("unknown-parameter template.yaml:12:49"),
                ofMessage("\"\\ta\\\"b\\u00e9\\n ${{ parameters.x }}\"\n"));
        assertEquals(
                List.of("unknown-parameter template.yaml:14:28"),
                ofMessage("|\n      first\n      a ${{ parameters.x }}\n"));
        assertEquals(
                List.of("unknown-parameter template.yaml:16:12"),
                ofMessage(">-\n      first\n\n      ${{ parameters\n      .x }}\n"));
    }

    @Test
    void templateWithoutAFormSaysNothingAboutItsParameters() {
        Template template =
                Templates.withSteps("- {id: a, action: 'debug:log', input: {message: '${{ parameters.x }}'}}\n");

        List<Diagnostic> findings = TemplateProgram.builder()
                .actions(CorpusActions.all())
                .of(template)
                .findings();

        assertEquals(List.of(), findings);
    }

    @Test
    void scaffolderChecksWithItsOwnActions() {
        Template template = Templates.withSteps("- {id: a, action: 'debug:lgo'}\n");
        try (Scaffolder scaffolder =
                Scaffolder.builder().actions(CorpusActions.all()).build()) {
            TemplateProgram program = scaffolder.program(template);

            assertTrue(program.hasErrors());
            assertEquals("unknown-action", program.findings().get(0).ruleId());
        }
    }

    @Test
    void namesThatAreAlmostRightAreSuggested() {
        Validated<TemplateProgram> program = read("""
                - {id: log, action: 'debug:lgo'}
                - {id: fetch, action: 'fetch:plain', input: {ur: x}}
                - id: publish
                  action: publish:github
                  input: {repoUrl: '${{ parameters.nmae | uper }} ${{ stesp }} ${{ 1 is odd1 }}'}
                - {action: 'debug:log', input: {message: '${{ steps.publsh.output.x }} ${{ steps.publish.output.remoteurl }}'}}
                """);

        assertEquals(
                List.of("debug:log", "url", "upper", "name", "steps", "odd", "publish", "remoteUrl").stream()
                        .sorted()
                        .toList(),
                program.findings().stream()
                        .filter(finding ->
                                !Set.of("missing-input", "unused-parameter").contains(finding.ruleId()))
                        .map(finding -> finding.toString().replaceAll("(?s).*did you mean \"([^\"]*)\"\\?.*", "$1"))
                        .sorted()
                        .toList());
    }

    @Test
    void whatIsNoTemplateGivesFindingsAndNoProgram() {
        for (String text : List.of("", "a: [", "kind: Component", "- 1", "---\na: 1\n---\nb: 2\n")) {
            Validated<TemplateProgram> program = TemplateProgram.builder().read("x.yaml", text);

            assertTrue(program.value().isEmpty(), text);
            assertTrue(program.hasErrors(), text);
        }
    }

    @Test
    void skeletonThatCannotBeReadIsAFindingAtItsUrl(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("template.yaml");
        Files.writeString(
                file,
                HEAD
                        + "    - {action: 'fetch:template', input: {url: ./none, values: {name: '${{ parameters.name }}'}}}\n");

        Validated<TemplateProgram> program =
                TemplateProgram.builder().actions(CorpusActions.all()).read(file);

        assertEquals(
                List.of("unreadable-skeleton"),
                program.findings().stream().map(Diagnostic::ruleId).toList(),
                program.findings()::toString);
    }

    @Test
    void whatMayBeAbsentOnPurposeIsNoMistake() {
        assertEquals(List.of(), places("""
                - {id: a, if: '${{ parameters.name }}', action: 'catalog:register', input: {catalogInfoUrl: x}}
                - {id: b, action: 'debug:log', input: {message: '${{ steps.a.output.entityRef | default("none") }}'}}
                - {id: c, if: '${{ parameters.name }}', action: 'debug:log', input: {message: '${{ steps.a.output.entityRef }}'}}
                - {id: d, if: '${{ steps.a.output }}', action: 'debug:log', input: {message: '${{ steps.a.output.entityRef }}'}}
                - {id: e, action: 'debug:log', input: {message: '{% if steps.a.output.entityRef is defined %}y{% endif %}'}}
                """));
    }

    @Test
    void deepFormsEnd() {
        StringBuilder schema = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            schema.append("{type: object, properties: {a: ");
        }
        schema.append("{type: string}").append("}}".repeat(60));
        Validated<TemplateProgram> program = TemplateProgram.builder()
                .actions(CorpusActions.all())
                .read(
                        "t.yaml",
                        HEAD.replace("{type: string}", schema) + "    - {action: 'debug:log', input: {message: hi}}\n");

        assertFalse(program.findings().isEmpty(), "name is not used");
    }

    @Test
    void seedTemplateIsClean() throws Exception {
        Path file = Path.of(TemplateProgramTest.class
                .getResource("/seed/python-service/template.yaml")
                .toURI());

        Validated<TemplateProgram> program = TemplateProgram.builder()
                .engine(CorpusActions.engine())
                .actions(CorpusActions.all())
                .read(file);

        assertEquals(List.of(), program.findings());
    }

    @Test
    void parametersOfFormDecoratorsAreUsed() {
        String text = HEAD.replace(
                "  steps:", "  formDecorators: [{id: ask, input: {about: '${{ parameters.name }}'}}]\n  steps:");

        assertEquals(
                List.of(),
                TemplateProgram.builder()
                        .actions(CorpusActions.all())
                        .read("t.yaml", text + "    - {action: 'debug:log', input: {message: hi}}\n")
                        .findings());
    }

    /** Whatever an author types half way, the checker answers with findings. */
    @Test
    void brokenTemplatesGiveFindingsAndNothingElse() throws Exception {
        List<String> pieces = List.of(
                "${{",
                "}}",
                "{% if ",
                "'",
                "\"",
                "\n",
                "|",
                ">-",
                "[",
                "{",
                ": ",
                "- ",
                "\\",
                "\ud83d\ude00",
                "null",
                "*x");
        Random random = new Random(7);
        ActionRegistry actions = ActionRegistry.of(CorpusActions.all());
        List<CorpusTemplate> corpus = CorpusTemplate.all();
        int programs = 0;
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder(
                    corpus.get(random.nextInt(corpus.size())).files().get("template.yaml"));
            int at = random.nextInt(text.length());
            text.replace(
                    at, Math.min(text.length(), at + random.nextInt(8)), pieces.get(random.nextInt(pieces.size())));
            Validated<TemplateProgram> program = TemplateProgram.builder()
                    .engine(CorpusActions.engine())
                    .actions(actions)
                    .read("/nowhere/template.yaml", text.toString());
            assertTrue(program.value().isPresent() || program.hasErrors());
            program.value()
                    .ifPresent(read -> assertTrue(
                            read.findings().stream()
                                    .allMatch(finding -> finding.location().isPresent()),
                            () -> "a finding without a place: " + read.findings()));
            programs += program.value().isPresent() ? 1 : 0;
        }
        assertTrue(programs > 300, "only " + programs + " of them could be read as templates");
    }
}
