package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.model.yaml.ReadLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads, validates and checks catalog files in one go: what a team's build needs.
 *
 * <pre>{@code
 * CheckedCatalog catalog = CatalogFiles.under(Path.of(".")).check();
 * SnippetReport.create().write(catalog.result().findings(), System.out);
 * }</pre>
 *
 * <p>Immutable, safe for use by many threads.
 */
public final class CatalogFiles {
    /** So many files are worth all processors. */
    private static final int MANY = 16;

    private final FileSelection selection;
    private final EntityValidator validator;
    private final CatalogChecks checks;
    private final ReadLimits limits;
    private final boolean emptyAllowed;
    private final FilesCheck more;

    private CatalogFiles(
            FileSelection selection,
            EntityValidator validator,
            CatalogChecks checks,
            ReadLimits limits,
            boolean emptyAllowed,
            FilesCheck more) {
        this.selection = selection;
        this.validator = validator;
        this.checks = checks;
        this.limits = limits;
        this.emptyAllowed = emptyAllowed;
        this.more = more;
    }

    /**
     * The files named {@code catalog-info.yaml} in a directory and those below it.
     *
     * <p>Not looked into are {@code .git}, {@code node_modules}, where builds put their output ({@code target} beside a {@code pom.xml}, {@code build} beside a
     * Gradle build file), and beside a scaffolder's {@code template.yaml} the skeletons that it names and its {@code tests}. Symbolic links below the directory are not followed.
     * After 2,000,000 files and directories the search ends with a finding of rule {@code limit}.
     */
    public static CatalogFiles under(Path directory) {
        return of(new DirectorySelection(directory, List.of(DirectorySelection.CATALOG_INFO)));
    }

    /** These files, whatever their names. */
    public static CatalogFiles of(Collection<Path> files) {
        return of(new GivenFiles(files));
    }

    /**
     * Files and directories together, as one catalog: each file whatever its name, each directory as by {@link #under}.
     *
     * <p>A path that is not there is taken for a file, so that it is a finding.
     */
    public static CatalogFiles at(Collection<Path> paths) {
        List<FileSelection> selections = new ArrayList<>();
        for (Path path : paths) {
            selections.add(
                    Files.isDirectory(path)
                            ? new DirectorySelection(path, List.of(DirectorySelection.CATALOG_INFO))
                            : new GivenFiles(List.of(path)));
        }
        return of(new SeveralSelections(List.copyOf(selections)));
    }

    private static CatalogFiles of(FileSelection selection) {
        return new CatalogFiles(
                selection,
                EntityValidator.of(Kinds.standard()),
                CatalogChecks.standard(),
                ReadLimits.standard(),
                false,
                entities -> List.of());
    }

    /**
     * Looks for files of these names instead of {@code catalog-info.yaml}; does not change which files were given one by one. Of those named
     * {@code template.yaml} or {@code template.yml} only a scaffolder's count: others have such files, too.
     */
    public CatalogFiles named(String... fileNames) {
        return new CatalogFiles(selection.named(List.of(fileNames)), validator, checks, limits, emptyAllowed, more);
    }

    /** Validates with kinds and policies of the host's. */
    public CatalogFiles withValidator(EntityValidator other) {
        return new CatalogFiles(selection, other, checks, limits, emptyAllowed, more);
    }

    /** Checks with rules and waivers of the host's. */
    public CatalogFiles withChecks(CatalogChecks other) {
        return new CatalogFiles(selection, validator, other, limits, emptyAllowed, more);
    }

    /** Reads files with other limits. */
    public CatalogFiles withLimits(ReadLimits other) {
        return new CatalogFiles(selection, validator, checks, other, emptyAllowed, more);
    }

    /** Also looks at what the entities lead to; its findings are configured and waived as all others. Replaces one that was given before. */
    public CatalogFiles withMore(FilesCheck check) {
        return new CatalogFiles(selection, validator, checks, limits, emptyAllowed, check);
    }

    /** Takes it for no mistake if there is nothing to check. */
    public CatalogFiles allowEmpty() {
        return new CatalogFiles(selection, validator, checks, limits, true, more);
    }

    /**
     * Reads and checks.
     *
     * <p>Files that cannot be read are findings of rule {@code unreadable}. If there was no descriptor at all, that is an error of rule
     * {@code nothing-to-check}, unless it is {@linkplain #allowEmpty() allowed}.
     */
    public CheckedCatalog check() {
        Run run = new Run();
        List<Path> files = selection.files(run.findings);
        DescriptorReader reader = DescriptorReader.withLimits(limits);
        Stream<Path> each = files.size() < MANY ? files.stream() : files.parallelStream();
        each.map(file -> new Run().read(file, reader)).toList().forEach(run::add);
        if (run.isEmpty() && !emptyAllowed) {
            run.findings.add(nothing(files.isEmpty()));
        }
        run.findings.addAll(more.check(List.copyOf(run.entities)));
        CheckResult result = checks.check(run.entities, run.rejected, run.findings);
        return new CheckedCatalog(files.stream().map(Path::toString).toList(), run.entities, result);
    }

    private Diagnostic nothing(boolean noFiles) {
        String message = noFiles ? "no " + selection : "no descriptor in any " + selection;
        return Diagnostic.error(CheckRule.NOTHING_TO_CHECK.id(), message + "; pass allowEmpty() if that is intended")
                .build();
    }

    /** What came of the files so far. */
    private final class Run {
        private final List<CheckedEntity> entities = new ArrayList<>();
        private final List<EntityDescriptor> rejected = new ArrayList<>();
        private final List<Diagnostic> findings = new ArrayList<>();

        /** Whether nothing was looked at; a file in which everything is wrong has been looked at. */
        boolean isEmpty() {
            return entities.isEmpty() && rejected.isEmpty() && findings.isEmpty();
        }

        void add(Run other) {
            entities.addAll(other.entities);
            rejected.addAll(other.rejected);
            findings.addAll(other.findings);
        }

        Run read(Path file, DescriptorReader reader) {
            String source = file.toString();
            try {
                byte[] content = BoundedFiles.read(file, 4L * limits.maxCharacters());
                Validated<List<EntityDescriptor>> read = reader.read(source, content);
                findings.addAll(read.findings());
                read.value().orElse(List.of()).forEach(this::validate);
            } catch (IOException e) {
                findings.add(unreadable(source, e));
            }
            return this;
        }

        private void validate(EntityDescriptor descriptor) {
            Validated<Entity> validated = validator.validate(descriptor);
            findings.addAll(validated.findings());
            validated
                    .value()
                    .ifPresentOrElse(
                            entity -> entities.add(new CheckedEntity(entity, descriptor)),
                            () -> rejected.add(descriptor));
        }
    }

    static Diagnostic unreadable(String source, IOException e) {
        String why = e instanceof NoSuchFileException ? "it does not exist" : String.valueOf(e);
        return Diagnostic.error(CheckRule.UNREADABLE.id(), "Cannot read " + Wording.quoted(source) + ": " + why)
                .at(SourceLocation.startOf(source))
                .build();
    }
}
