package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Workspace;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.source.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code workspace:template}: makes files of a skeleton that is in the workspace already. Symbolic links of the skeleton are left out. */
public final class WorkspaceTemplateAction implements ScaffolderAction<WorkspaceTemplateAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "workspace:template", Input.class, NoOutput.class)
            .description("Fills in the templates of a directory of the workspace.")
            .example("Fills in the templates of a directory that an earlier step has fetched.", """
                    {"sourcePath": "skeleton", "targetPath": "service", "values": {"name": "web"}}
                    """)
            .changesOnlyWorkspace()
            .writesToFiles("values")
            .build();

    /**
     * Input of the action.
     *
     * @param sourcePath directory of the workspace with the skeleton
     * @param targetPath directory of the workspace to write to; neither may be in the other
     * @param values what templates see as {@code values} (as {@code cookiecutter} with {@code cookiecutterCompat})
     * @param copyWithoutTemplating patterns of paths whose content is copied as it is; names are evaluated
     * @param cookiecutterCompat {@code {{ }}} instead of {@code ${{ }}}
     * @param templateFileExtension true for {@code .njk}, or an extension: only contents of such files are evaluated, and it is taken off
     * @param replace whether files that are there are replaced; they are kept unless set
     */
    public record Input(
            String sourcePath,
            String targetPath,
            Optional<Value.Obj> values,
            List<String> copyWithoutTemplating,
            Optional<Boolean> cookiecutterCompat,
            Optional<Value> templateFileExtension,
            Optional<Boolean> replace) {}

    private final SkeletonEngines engines;

    /** With the language of templates. */
    public WorkspaceTemplateAction(NunjucksEngine nunjucks) {
        this.engines = SkeletonEngines.of(nunjucks);
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        Path source = context.workspace().resolve(input.sourcePath());
        Path target = context.workspace().resolve(input.targetPath());
        if (!Files.isDirectory(source)) {
            throw new ScaffolderException("sourcePath \"" + input.sourcePath() + "\" is no directory of the workspace");
        }
        if (source.startsWith(target) || target.startsWith(source)) {
            throw new ScaffolderException("sourcePath and targetPath must not overlap");
        }
        // The same filling in as of a skeleton from elsewhere.
        FetchTemplateAction.Input asFetched = new FetchTemplateAction.Input(
                input.sourcePath(),
                Optional.of(input.targetPath()),
                input.values(),
                List.of(),
                input.copyWithoutTemplating(),
                input.cookiecutterCompat(),
                input.templateFileExtension(),
                Optional.empty(),
                input.replace(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Skeletons.fill(asFetched, engines, files(source), context);
        return NoOutput.NONE;
    }

    private static List<SourceFile> files(Path source) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (String path : Workspace.in(source).files()) {
            Path file = source.resolve(path);
            if (!Files.isSymbolicLink(file)) {
                files.add(new WorkspaceFile(path, file));
            }
        }
        return files;
    }

    private record WorkspaceFile(String path, Path file) implements SourceFile {
        @Override
        public String url() {
            return file.toString();
        }

        @Override
        public long size() {
            return file.toFile().length();
        }

        @Override
        public boolean executable() {
            return Files.isExecutable(file);
        }

        @Override
        public byte[] bytes() throws IOException {
            return Files.readAllBytes(file);
        }
    }
}
