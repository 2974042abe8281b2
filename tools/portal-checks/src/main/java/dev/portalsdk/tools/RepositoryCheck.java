package dev.portalsdk.tools;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.check.Baseline;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.check.CheckResult;
import dev.portalsdk.model.check.CheckRule;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.model.check.CheckedEntity;
import dev.portalsdk.model.check.RefSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks what a repository has for a developer portal: each descriptor by itself, all of them together, templates as programs with the skeletons that they name,
 * and the documentation that entities point to. Nothing is read from the network. Immutable, for any number of threads.
 *
 * <pre>{@code
 * CheckedCatalog checked = RepositoryCheck.of(Path.of(".")).severity("dangling-ref", Severity.ERROR).build().run();
 * SnippetReport.create().write(checked.result().findings(), System.out);
 * }</pre>
 */
public final class RepositoryCheck {
    /** What is looked for in a directory: descriptors, and files of scaffolder templates. */
    public static final List<String> FILE_NAMES =
            List.of("catalog-info.yaml", "catalog-info.yml", "template.yaml", "template.yml");

    private final Builder settings;

    private RepositoryCheck(Builder settings) {
        this.settings = settings;
    }

    /** Starts with all checks, over these files, whatever their names, and what is in these directories. */
    public static Builder of(Path... paths) {
        return new Builder(List.of(paths));
    }

    /**
     * Checks.
     *
     * @throws IOException if a baseline or a list of refs cannot be read; what cannot be read of the repository is a finding
     */
    public CheckedCatalog run() throws IOException {
        List<Diagnostic> own = new ArrayList<>();
        CatalogChecks checks = checks(own);
        CheckedCatalog checked = CatalogFiles.at(settings.paths)
                .named(settings.names.toArray(String[]::new))
                .withChecks(checks)
                .withMore(this::more)
                .check();
        own.addAll(checked.result().findings());
        return new CheckedCatalog(
                checked.sources(),
                checked.entities(),
                new CheckResult(own, checked.result().waived()));
    }

    private CatalogChecks checks(List<Diagnostic> findings) throws IOException {
        CatalogChecks.Builder checks = CatalogChecks.builder();
        if (!settings.whole) {
            checks.off(CheckRule.UNREFERENCED.id()).off(CheckRule.UNUSUAL_TAG.id());
        }
        settings.levels.forEach((rule, severity) ->
                severity.ifPresentOrElse(level -> checks.severity(rule, level), () -> checks.off(rule)));
        if (settings.knownElsewhere.isPresent()) {
            Validated<RefSnapshot> known = RefSnapshot.read(settings.knownElsewhere.get());
            findings.addAll(known.findings());
            known.value().ifPresent(checks::knownElsewhere);
        }
        if (settings.baseline.isPresent()) {
            Validated<Baseline> baseline = Baseline.read(settings.baseline.get());
            findings.addAll(baseline.findings());
            baseline.value().ifPresent(checks::baseline);
        }
        return checks.build();
    }

    private List<Diagnostic> more(List<CheckedEntity> entities) {
        List<Diagnostic> findings = new ArrayList<>();
        if (settings.templates) {
            findings.addAll(TemplatesCheck.of(entities));
        }
        if (settings.docs) {
            findings.addAll(DocsCheck.of(entities));
        }
        return findings;
    }

    /** Says what to check, and what its findings weigh; for one thread. */
    public static final class Builder {
        private final List<Path> paths;
        private List<String> names = FILE_NAMES;
        private final Map<String, Optional<Severity>> levels = new LinkedHashMap<>();
        private Optional<Path> knownElsewhere = Optional.empty();
        private Optional<Path> baseline = Optional.empty();
        private boolean whole;
        private boolean templates = true;
        private boolean docs = true;

        private Builder(List<Path> paths) {
            this.paths = paths;
        }

        /** Looks for files of these names; default {@link #FILE_NAMES}. */
        public Builder names(Collection<String> fileNames) {
            names = List.copyOf(fileNames);
            return this;
        }

        /** Gives all findings of a rule this severity. */
        public Builder severity(String rule, Severity severity) {
            levels.put(rule, Optional.of(severity));
            return this;
        }

        /** Leaves out the findings of a rule. */
        public Builder off(String rule) {
            levels.put(rule, Optional.empty());
            return this;
        }

        /** Also looks for what is not used, or not usual, as the files are the whole catalog, and not one repository's share of it. */
        public Builder wholeCatalog() {
            whole = true;
            return this;
        }

        /** References to the entities that this file lists, one to a line, are not dangling; see {@link RefSnapshot}. */
        public Builder knownElsewhere(Path refs) {
            knownElsewhere = Optional.of(refs);
            return this;
        }

        /** Puts up with the findings of this file; see {@link Baseline}. */
        public Builder baseline(Path file) {
            baseline = Optional.of(file);
            return this;
        }

        /** Leaves templates alone, but for what a schema says of them. */
        public Builder withoutTemplates() {
            templates = false;
            return this;
        }

        /** Leaves documentation alone. */
        public Builder withoutDocs() {
            docs = false;
            return this;
        }

        /** The check. */
        public RepositoryCheck build() {
            return new RepositoryCheck(this);
        }
    }
}
