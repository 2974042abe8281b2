package dev.portalsdk.scaffolder;

import static dev.portalsdk.scaffolder.Templates.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.action.DebugLogAction;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What forms allow, fill in, and what happens to expressions that cannot be evaluated. */
class FormTest {
    private static final String HEAD = """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: test}
            spec:
              type: service
            """;

    private static Template template(String spec) {
        return Templates.read(
                "template.yaml",
                HEAD + spec.indent(2) + "  steps:\n    - {id: log, action: 'debug:log', input: {message: hi}}\n");
    }

    private static final String PAGES = """
            parameters:
              - title: One
                required: [name, kind]
                properties:
                  name: {type: string, pattern: '^[a-z]+$'}
                  kind: {type: string, enum: [web, job], default: web}
                  contact: {type: string, format: email}
                if: {properties: {kind: {const: job}}, required: [kind]}
                then: {properties: {cron: {type: string, default: '@daily'}}, required: [cron]}
                else: {properties: {port: {type: integer, default: 8080}}, required: [port]}
              - title: Two
                properties:
                  database: {type: string, enum: [none, postgres]}
                  size: {type: object, properties: {cpu: {type: integer, default: 1}, gpu: {type: integer}}}
                dependencies:
                  database:
                    oneOf:
                      - properties: {database: {enum: [none]}}
                      - properties: {database: {enum: [postgres]}, version: {type: integer, default: 17}}
                        required: [version]
            """;

    private static List<String> pointers(List<Diagnostic> findings) {
        return findings.stream().map(Diagnostic::pointer).sorted().distinct().toList();
    }

    @Test
    void allErrorsOfAPageAreToldWithTheirPointers() {
        Template template = template(PAGES);

        List<Diagnostic> findings =
                template.pages().get(0).check(values("{'name': 'Not OK', 'kind': 'job', 'contact': 'nobody'}"));

        assertEquals(List.of("/contact", "/cron", "/name"), pointers(findings), findings::toString);
        assertEquals(List.of(), template.pages().get(1).check(values("{'name': 'Not OK'}")), "another page's values");
    }

    @Test
    void branchesThatTheValuesChooseAreChecked() {
        FormPage page = template(PAGES).pages().get(1);

        assertEquals(List.of(), page.check(values("{'database': 'none'}")));
        assertEquals(List.of(), page.check(values("{'database': 'postgres', 'version': 16}")));
        assertFalse(page.check(values("{'database': 'postgres'}")).isEmpty());
        assertTrue(pointers(page.check(values("{'database': 'postgres', 'version': 'new'}")))
                .contains("/version"));
    }

    @Test
    void defaultsAreFilledInWhereTheValuesLeadThem() {
        Template template = template(PAGES);

        assertEquals(
                values("{'name': 'a', 'kind': 'web', 'port': 8080, 'size': {'cpu': 1}}"),
                FormDefaults.apply(template, values("{'name': 'a'}")));
        assertEquals(
                values(
                        "{'kind': 'job', 'database': 'postgres', 'size': {'gpu': 2, 'cpu': 1}, 'cron': '@daily', 'version': 17}"),
                FormDefaults.apply(template, values("{'kind': 'job', 'database': 'postgres', 'size': {'gpu': 2}}")));
    }

    @Test
    void defaultsAreFilledInButNotInTheProfileOfBackstage() {
        TaskRequest request = TaskRequest.builder(template(PAGES))
                .values(values("{'name': 'a'}"))
                .build();
        try (Scaffolder filling =
                        Scaffolder.builder().action(new DebugLogAction()).build();
                Scaffolder plain = Scaffolder.builder()
                        .action(new DebugLogAction())
                        .backstageProfile()
                        .build()) {
            assertEquals(
                    List.of("/kind", "/port"), pointers(plain.dryRun(request).findings()));
            assertEquals(List.of(), filling.dryRun(request).findings());
        }
    }

    @Test
    void secretsAreCheckedAndNeverShown() {
        Template template = template("""
                secrets:
                  schema:
                    type: object
                    required: [TOKEN, KEY]
                    properties: {TOKEN: {type: string, pattern: '^ghp_'}, KEY: {type: string}}
                """);
        TaskRequest request = TaskRequest.builder(template)
                .secret("TOKEN", Secret.of("s3cret"))
                .build();
        try (Scaffolder scaffolder =
                Scaffolder.builder().action(new DebugLogAction()).build()) {
            List<Diagnostic> findings = scaffolder.submit(request).findings();

            assertEquals(List.of("/KEY", "/TOKEN"), pointers(findings));
            assertTrue(findings.stream().allMatch(finding -> finding.ruleId().equals("template-secrets")));
            assertFalse(findings.toString().contains("s3cret"), findings::toString);
        }
    }

    @Test
    void expressionThatFailsIsAWarningOrFailsTheStep() {
        Template template =
                Templates.withSteps("- {id: a, action: 'debug:log', input: {message: 'x ${{ 1 | nosuch }}'}}\n");
        TaskRequest request = TaskRequest.builder(template).build();
        try (Scaffolder lenient =
                        Scaffolder.builder().action(new DebugLogAction()).build();
                Scaffolder strict = Scaffolder.builder()
                        .action(new DebugLogAction())
                        .failOnTemplateError()
                        .build()) {
            Scaffolder.DryRun kept = lenient.dryRun(request).orThrow();
            TaskState failed = strict.dryRun(request).orThrow().state();

            assertEquals(TaskStatus.COMPLETED, kept.state().status());
            assertTrue(kept.journal().stream()
                    .anyMatch(entry -> entry.event() instanceof TaskEvent.Logged line
                            && line.severity() == Severity.WARNING
                            && line.message().contains("template.yaml:8:")));
            assertEquals(TaskStatus.FAILED, failed.status());
            assertTrue(failed.error().orElseThrow().contains("unknown filter 'nosuch'"), failed.error()::toString);
        }
    }

    @Test
    void inputsAndOutputsOfActionsAreJsonSchemas() {
        record Part(String from, Optional<Integer> size) {}
        record Input(String name, List<Part> parts, Optional<Value.Obj> extra, boolean force) {}
        record Output(String url, Optional<Value> any) {}
        ActionDescriptor<Input, Output> action =
                ActionDescriptor.builder("acme:make", Input.class, Output.class).build();

        assertEquals(
                values(
                        "{'type': 'object', 'properties': {'name': {'type': 'string'}, 'parts': {'type': 'array', 'items': {'type': 'object',"
                                + " 'properties': {'from': {'type': 'string'}, 'size': {'type': 'integer'}}, 'required': ['from'],"
                                + " 'additionalProperties': false}}, 'extra': {'type': 'object'}, 'force': {'type': 'boolean'}},"
                                + " 'required': ['name', 'force'], 'additionalProperties': false}"),
                action.inputSchema());
        assertEquals(
                values(
                        "{'type': 'object', 'properties': {'url': {'type': 'string'}, 'any': {}}, 'required': ['url'], 'additionalProperties': false}"),
                action.outputSchema());
    }
}
