package dev.portalsdk.cli;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.check.CatalogFiles;
import dev.portalsdk.model.check.CheckedEntity;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.source.UrlReaders;
import dev.portalsdk.techdocs.DocsBuild;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.SourcePreparer;
import dev.portalsdk.techdocs.TechDocs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portal docs publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes the documentation of the entities in a directory: into another directory, or where app-config.yaml says.",
            "Clouds need their artifact beside this one: java -cp portal-cli-all.jar:portal-techdocs-s3.jar:… dev.portalsdk.cli.Portal",
            "Exit code: 0, or 2 with errors, 1 with what else --fail-on names; 64 wrong usage, 74 something cannot be read or written."
        })
final class DocsPublishCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Where catalog-info.yaml files are; default: this directory.")
    private Path directory = Path.of(".");

    @Option(names = "--entity", paramLabel = "REF", description = "Only the documentation of this entity.")
    private Optional<String> entity = Optional.empty();

    @Option(names = "--to", paramLabel = "DIR", description = "A directory to publish into.")
    private Optional<Path> target = Optional.empty();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            split = ",",
            description = "app-config.yaml, and what comes over it.")
    private List<Path> configuration = List.of();

    @Mixin
    private ReportOptions report = new ReportOptions();

    DocsPublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (target.isPresent() != configuration.isEmpty()) {
            throw new IllegalArgumentException("Say where to publish: either --to DIR, or --config app-config.yaml");
        }
        int exitCode = 0;
        try (TechDocs techDocs = techDocs()) {
            for (Entity documented : documented()) {
                DocsBuild build =
                        Progress.during(terminal, "Publishing " + documented.ref(), () -> techDocs.build(documented));
                exitCode = Math.max(exitCode, report.tell(build.findings(), terminal));
                terminal.err()
                        .println(documented.ref() + ": " + build.outcome() + ", "
                                + build.pages().size() + " pages");
            }
        }
        return exitCode;
    }

    private TechDocs techDocs() {
        SourcePreparer sources = SourcePreparer.local(directory);
        if (target.isPresent()) {
            return TechDocs.builder()
                    .preparer(sources)
                    .publisher(new LocalDirectoryPublisher(target.get()))
                    .build();
        }
        Config.Builder config = Config.builder();
        configuration.forEach(config::file);
        Config read = config.build();
        Integrations integrations = Integrations.of(read);
        return TechDocs.fromConfig(read, UrlReaders.from(read, integrations), integrations)
                .preparer(sources)
                .build();
    }

    private List<Entity> documented() {
        Optional<EntityRef> wanted = entity.map(EntityRef::parse);
        EntityValidator validator = EntityValidator.of(Kinds.standard());
        List<Entity> found = CatalogFiles.under(directory).allowEmpty().check().entities().stream()
                .filter(checked -> wanted.isEmpty() || wanted.get().equals(checked.ref()))
                .map(CheckedEntity::descriptor)
                .filter(descriptor ->
                        descriptor.annotation(SourcePreparer.TECHDOCS_REF).isPresent())
                .map(DocsPublishCommand::placed)
                .flatMap(descriptor -> validator.validate(descriptor).value().stream())
                .toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("No entity in " + directory + " has documentation; the annotation is "
                    + SourcePreparer.TECHDOCS_REF + ": dir:.");
        }
        return found;
    }

    /** With the annotation that says where its documentation is relative to, as a catalog would add it. */
    private static EntityDescriptor placed(EntityDescriptor descriptor) {
        Path file = Path.of(descriptor.source()).toAbsolutePath().normalize();
        return descriptor.withAnnotation("backstage.io/managed-by-location", "file:" + file);
    }
}
