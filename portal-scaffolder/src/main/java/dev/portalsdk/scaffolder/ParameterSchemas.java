package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.internal.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the values of a form against the JSON Schema of each of its pages, and secrets against that of {@code spec.secrets}. */
final class ParameterSchemas {
    private ParameterSchemas() {}

    /**
     * What is wrong with the values. Every page is checked against all values, because a page may ask for what another one defines; values
     * that no page knows are allowed, as in Backstage.
     */
    static List<Diagnostic> check(Template template, Value.Obj values) {
        List<Diagnostic> findings = new ArrayList<>();
        for (FormPage page : template.pages()) {
            for (Diagnostic finding : page.check(values)) {
                findings.add(ofTemplate(finding, template));
            }
        }
        return findings;
    }

    /** What is wrong with the values of one page. */
    static List<Diagnostic> check(FormPage page, Value.Obj values) {
        try {
            return JsonSchema.of(page.schema()).problems(values).stream()
                    .map(problem -> finding(problem, values))
                    .toList();
        } catch (JsonSchema.Unusable e) {
            return List.of(Diagnostic.error(
                            "template-schema",
                            "The form page \"" + page.title() + "\" has a schema that cannot be used: "
                                    + e.getMessage())
                    .build());
        }
    }

    /** What is wrong with the secrets; findings name them but hold none of their values. */
    static List<Diagnostic> checkSecrets(Template template, Map<String, Secret> secrets) {
        Optional<Value.Obj> schema =
                template.entity().spec().obj("secrets").flatMap(declared -> declared.obj("schema"));
        if (schema.isEmpty()) {
            return List.of();
        }
        Value.Obj.Builder values = Value.Obj.builder();
        secrets.forEach((name, secret) -> values.put(name, secret.reveal()));
        try {
            return JsonSchema.of(schema.get()).problems(values.build()).stream()
                    .map(problem -> secretFinding(problem, template))
                    .toList();
        } catch (JsonSchema.Unusable e) {
            return List.of(Diagnostic.error("template-schema", "spec.secrets.schema cannot be used: " + e.getMessage())
                    .at(template.descriptor(), "/spec/secrets/schema")
                    .build());
        }
    }

    private static Diagnostic secretFinding(JsonSchema.Problem problem, Template template) {
        String name = problem.pointer().isEmpty() ? "" : " " + problem.pointer().substring(1);
        // The message of a schema may quote the value.
        String fault = problem.missing().isPresent() ? " is required" : " is not what spec.secrets.schema asks for";
        return Diagnostic.error("template-secrets", "The secret" + name + fault)
                .entity(template.ref())
                .pointer(problem.pointer())
                .build();
    }

    private static Diagnostic finding(JsonSchema.Problem problem, Value.Obj values) {
        String at = problem.pointer();
        String field = at.isEmpty()
                ? "The parameters"
                : "The parameter " + at.substring(1).replace('/', '.');
        boolean missing = problem.missing().isPresent();
        Diagnostic.Builder finding = Diagnostic.error(
                        "template-parameters", field + (missing ? " is required" : ": " + problem.message()))
                .pointer(at);
        values.at(at).filter(value -> !missing).ifPresent(finding::found);
        return finding.build();
    }

    private static Diagnostic ofTemplate(Diagnostic finding, Template template) {
        return new Diagnostic(
                finding.severity(),
                finding.ruleId(),
                Optional.of(template.ref()),
                finding.location(),
                finding.pointer(),
                finding.message(),
                finding.found(),
                finding.expected(),
                finding.hint());
    }
}
