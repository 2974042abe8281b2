package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.TemplateProgram;
import dev.portalsdk.scaffolder.template.HandlebarsEngine;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
            .supportsDryRun()
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
        this.engines = new SkeletonEngines(nunjucks, HandlebarsEngine.sharing(nunjucks));
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
        SkeletonRules rules = SkeletonRules.of(input);
        TemplateEngine engine = engines.of(input, rules);
        OutputFiles output =
                OutputFiles.in(context.workspace(), input.targetPath().orElse("./"));
        List<SourceFile> files = sources.tree(input.url(), input.token(), context);
        Filling filling = new Filling(
                engine,
                syntax(input),
                data(input),
                rules,
                output,
                input.replace().orElse(false));
        for (SourceFile file : files) {
            if (context.cancelled()) {
                throw new ScaffolderException("The task was cancelled");
            }
            filling.add(file, context);
        }
        context.log().info("Wrote " + output.count() + " of " + files.size() + " files of " + input.url());
        return NoOutput.NONE;
    }

    private static TemplateSyntax syntax(Input input) {
        TemplateSyntax base =
                input.cookiecutterCompat().orElse(false) ? TemplateSyntax.COOKIECUTTER : TemplateSyntax.STANDARD;
        return base.withWhitespace(
                input.trimBlocks().orElse(false), input.lstripBlocks().orElse(false));
    }

    private static TemplateData data(Input input) {
        String name = input.cookiecutterCompat().orElse(false) ? "cookiecutter" : "values";
        return TemplateData.of(Value.Obj.of(name, input.values().orElse(Value.Obj.empty())));
    }

    /** One skeleton on its way into the workspace. */
    private record Filling(
            TemplateEngine engine,
            TemplateSyntax syntax,
            TemplateData data,
            SkeletonRules rules,
            OutputFiles output,
            boolean replace) {

        void add(SourceFile file, ActionContext context) throws IOException {
            SkeletonRules.Treatment treatment = rules.of(file.path());
            String path = treatment.rendersName() ? render(treatment.path(), file.path()) : treatment.path();
            if (isLeftOut(path)) {
                return;
            }
            if (!replace && output.exists(path)) {
                context.log().info("Keeping " + path + ", which is there already");
                return;
            }
            byte[] content = file.bytes();
            Optional<String> text = treatment.rendersContent() ? TextContent.decode(content) : Optional.empty();
            byte[] written =
                    text.isPresent() ? render(text.get(), file.path()).getBytes(StandardCharsets.UTF_8) : content;
            output.write(path, written, file.executable());
        }

        private String render(String text, String path) {
            return engine.parse(text, SourceLocation.startOf(path), syntax).render(data);
        }

        // As containsSkippedContent upstream; a name that ends with a slash would be a directory.
        private static boolean isLeftOut(String path) {
            return path.isEmpty() || path.startsWith("/") || path.endsWith("/") || path.contains("//");
        }
    }
}
