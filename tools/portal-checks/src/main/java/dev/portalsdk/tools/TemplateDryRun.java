package dev.portalsdk.tools;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a template of this machine with the standard actions, forges simulated from the input, and without a network. */
public final class TemplateDryRun {
    private TemplateDryRun() {}

    /**
     * Runs a template.
     *
     * @param template its file
     * @param values as a form would give them
     * @return nothing if the template is none, or the form does not allow the values; a run that failed says so itself
     * @throws IOException if the file cannot be read
     */
    public static Validated<Scaffolder.DryRun> run(Path template, Value.Obj values) throws IOException {
        try (Scaffolder scaffolder = LocalTemplates.scaffolder()) {
            return run(scaffolder, template, values);
        }
    }

    static Validated<Scaffolder.DryRun> run(Scaffolder scaffolder, Path template, Value.Obj values) throws IOException {
        Validated<Template> read = Template.read(template.toAbsolutePath().normalize());
        if (read.value().isEmpty()) {
            return new Validated<>(Optional.empty(), read.findings());
        }
        return scaffolder.dryRun(
                TaskRequest.builder(read.value().get()).values(values).build());
    }

    /**
     * Reads the values of a form.
     *
     * @param file YAML or JSON: one mapping, or nothing
     * @throws IOException if it cannot be read
     */
    public static Validated<Value.Obj> values(Path file) throws IOException {
        Validated<List<YamlDocument>> read = YamlDocuments.create().read(file.toString(), Files.readAllBytes(file));
        List<YamlDocument> documents = read.value().orElse(List.of());
        if (documents.isEmpty() && read.findings().isEmpty()) {
            return new Validated<>(Optional.of(Value.Obj.empty()), List.of());
        }
        Optional<Value.Obj> values =
                documents.stream().findFirst().map(YamlDocument::value).flatMap(Value::asObj);
        List<Diagnostic> findings = values.isEmpty() && read.findings().isEmpty()
                ? List.of(Diagnostic.error("template-values", "The values of a form are a mapping")
                        .at(SourceLocation.startOf(file.toString()))
                        .build())
                : read.findings();
        return new Validated<>(values, findings);
    }
}
