package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.SyntaxTree;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A template read as a program: checked without being run. Immutable.
 *
 * <p>Its form declares parameters, its steps use them and each other's outputs, its skeletons use what steps pass. What does not fit together is
 * found here, with rule, file, line and column, also in the files of skeletons:
 *
 * <pre>
 * Validated&lt;TemplateProgram&gt; program = TemplateProgram.builder()
 *     .actions(StandardActions.of(reader, integrations, registrar))
 *     .engine(StandardActions.engine(integrations))
 *     .read(Path.of("templates/service/template.yaml"));
 * program.findings().forEach(System.out::println);
 *
 * [ERROR] template:default/service: There is no parameter "nmae"; did you mean "name"? | unknown-parameter template.yaml:41:31
 * [ERROR] template:default/service: The step passes no value "port"; known are name, owner | unknown-value skeleton/Dockerfile:3:19
 * </pre>
 *
 * <p>Columns are exact also inside quoted, folded and block texts, if the template was read by {@link Builder#read}; for one that comes without
 * its file, they are those of the text. The name of a skeleton's file has no lines: its place is the path up to the name that is wrong, line 1, and the
 * column counts in that path.
 *
 * <p>Nothing is said of a skeleton whose address, or whose treatment, depends on parameters.
 */
public final class TemplateProgram {
    private static final Set<String> FIELDS = Set.of(
            "EntityNamePicker",
            "EntityPicker",
            "MultiEntityPicker",
            "EntityTagsPicker",
            "OwnerPicker",
            "OwnedEntityPicker",
            "MyGroupsPicker",
            "RepoUrlPicker",
            "RepoBranchPicker",
            "RepoOwnerPicker",
            "Secret");

    private final Template template;
    private final List<Diagnostic> findings;

    private TemplateProgram(Template template, List<Diagnostic> findings) {
        this.template = template;
        this.findings = findings;
    }

    /**
     * An action that fills in files of its own, and can tell which before it runs. Implemented by actions, beside {@link ScaffolderAction}; it
     * passes its input {@code values} to them.
     */
    public interface SkeletonReader {

        /**
         * What a step with this input would fill in.
         *
         * @param input as the author wrote it, with expressions
         * @param templateUrl where the template lies, if that is known
         * @return empty if that depends on values
         * @throws IOException if it cannot be read; this is reported
         */
        Optional<Skeleton> skeleton(Value.Obj input, Optional<String> templateUrl) throws IOException;
    }

    /**
     * Files that a step fills in.
     *
     * @param variable how they call what the step passes, e.g. {@code values}
     * @param engine the language that they are written in; checked if what it parses is a {@link SyntaxTree}
     */
    public record Skeleton(String variable, TemplateEngine engine, TemplateSyntax syntax, List<SkeletonText> texts) {
        /** Copies the texts. */
        public Skeleton {
            texts = List.copyOf(texts);
        }
    }

    /**
     * The content of a file, or its name.
     *
     * @param file its path or URL, for messages and places; ends with the text if that is its name
     */
    public record SkeletonText(String file, String text, boolean isName) {}

    /** Starts a program without actions, in the language as Backstage has it. */
    public static Builder builder() {
        return new Builder();
    }

    /** The template. */
    public Template template() {
        return template;
    }

    /** What is wrong with it, sorted by place: what fails or cannot work is an error, what is of no use a warning. */
    public List<Diagnostic> findings() {
        return findings;
    }

    /** Whether a finding is an error. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** Says what templates can use, and reads them; for one thread. */
    public static final class Builder {
        private final Set<String> fields = new HashSet<>(FIELDS);
        private ActionRegistry actions = ActionRegistry.of(List.of());
        private TemplateEngine engine = NunjucksEngine.create();

        private Builder() {}

        /** The actions that steps can call. */
        public Builder actions(Collection<? extends ScaffolderAction<?, ?>> all) {
            return actions(ActionRegistry.of(all));
        }

        /** The actions that steps can call, e.g. those of a scaffolder. */
        public Builder actions(ActionRegistry registry) {
            this.actions = Objects.requireNonNull(registry, "registry");
            return this;
        }

        /** The language of expressions; {@link NunjucksEngine#create} unless set. */
        public Builder engine(TemplateEngine language) {
            this.engine = Objects.requireNonNull(language, "language");
            return this;
        }

        /** Names for {@code ui:field} besides Backstage's own. */
        public Builder fields(String... names) {
            fields.addAll(List.of(names));
            return this;
        }

        /** A template that was read already. */
        public TemplateProgram of(Template template) {
            return program(template, Optional.empty());
        }

        /**
         * Reads the template of a file.
         *
         * @throws IOException if the file cannot be read
         */
        public Validated<TemplateProgram> read(Path file) throws IOException {
            return read(file.toString(), Files.readString(file));
        }

        /**
         * Reads a template.
         *
         * @param source the file's path or URL
         * @param yaml its content: one document
         * @return the program with all its findings; no program if it is no template at all
         */
        public Validated<TemplateProgram> read(String source, String yaml) {
            Validated<Template> template = Template.read(source, yaml);
            List<Diagnostic> findings = new ArrayList<>(template.findings());
            Optional<TemplateProgram> program = template.value().map(read -> program(read, Optional.of(yaml)));
            program.ifPresent(made -> findings.addAll(made.findings()));
            return new Validated<>(program, findings);
        }

        private TemplateProgram program(Template template, Optional<String> yaml) {
            ProgramFindings findings =
                    new ProgramFindings(template.descriptor(), new ScalarPlaces(template.descriptor(), yaml));
            FormUse use = new FormUse(template);
            FormCheck form = new FormCheck(findings, fields, use.names());
            use.pages().forEach(page -> form.page(page.schema(), page.pointer()));
            template.entity()
                    .spec()
                    .obj("secrets")
                    .flatMap(secrets -> secrets.obj("schema"))
                    .ifPresent(schema ->
                            new FormCheck(findings, fields, new TreeSet<>()).page(schema, "/spec/secrets/schema"));
            StepCheck steps = new StepCheck(template, actions, engine, findings, use);
            steps.steps();
            steps.output();
            use.unused(findings);
            return new TemplateProgram(template, findings.sorted());
        }
    }
}
