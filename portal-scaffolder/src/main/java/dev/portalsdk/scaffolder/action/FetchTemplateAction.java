package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.TemplateProgram;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code fetch:template}: copies a skeleton into the workspace, with expressions evaluated in file names and contents.
 *
 * <p>Line ends and executable files stay what they are; files that are no UTF-8 text are copied. A name that evaluates to nothing, or to a path with
 * an empty part, leaves the file out. Symbolic links are not part of what the reader gives.
 */
public final class FetchTemplateAction
        implements ScaffolderAction<FetchTemplateAction.Input, NoOutput>, TemplateProgram.SkeletonReader {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "fetch:template", Input.class, NoOutput.class)
            .description("Copies a skeleton into the workspace and fills in its templates.")
            .example("Fills in the skeleton beside the template.", """
                    {"url": "./skeleton", "values": {"name": "${{ parameters.name }}"}}
                    """)
            .example("Takes names from the skeleton, but leaves the workflows as they are.", """
                    {"url": "./skeleton", "targetPath": "service", "copyWithoutTemplating": [".github/workflows/*"], "values": {"name": "web"}}
                    """)
            .changesOnlyWorkspace()
            .writesToFiles("values")
            .build();

    /**
     * Input of the action.
     *
     * @param url of the skeleton's directory; a relative one starts at the template
     * @param targetPath directory of the workspace to write to; its root unless set
     * @param values what templates see as {@code values} (as {@code cookiecutter} with {@code cookiecutterCompat})
     * @param copyWithoutRender patterns of paths that are copied as they are, names included; deprecated upstream
     * @param copyWithoutTemplating patterns of paths whose content is copied as it is; names are evaluated
     * @param cookiecutterCompat {@code {{ }}} instead of {@code ${{ }}}
     * @param templateFileExtension true for {@code .njk}, or an extension: only contents of such files are evaluated, and it is taken off
     * @param replace whether files that are there are replaced; they are kept unless set
     * @param engine {@code nunjucks} or {@code handlebars}; handlebars if the extension is {@code .hbs}, else nunjucks unless set
     * @param trimBlocks drops the line break after a tag
     * @param lstripBlocks drops white space before a tag
     * @param token to read with, instead of the configured one
     */
    public record Input(
            String url,
            Optional<String> targetPath,
            Optional<Value.Obj> values,
            List<String> copyWithoutRender,
            List<String> copyWithoutTemplating,
            Optional<Boolean> cookiecutterCompat,
            Optional<Value> templateFileExtension,
            Optional<String> engine,
            Optional<Boolean> replace,
            Optional<Boolean> trimBlocks,
            Optional<Boolean> lstripBlocks,
            Optional<String> token) {}

    private final Sources sources;
    private final SkeletonEngines engines;

    /** With a reader for skeletons and the language of their contents; Handlebars with the filters of that is the second. */
    public FetchTemplateAction(UrlReader reader, Integrations integrations, NunjucksEngine nunjucks) {
        this.sources = new Sources(reader, integrations);
        this.engines = SkeletonEngines.of(nunjucks);
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Optional<TemplateProgram.Skeleton> skeleton(Value.Obj input, Optional<String> templateUrl)
            throws IOException {
        return new SkeletonTexts(sources, engines).of(input, templateUrl);
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws IOException {
        SkeletonRules.of(input); // what clashes is said before anything is read
        Skeletons.fill(input, engines, sources.tree(input.url(), input.token(), context), context);
        return NoOutput.NONE;
    }
}
