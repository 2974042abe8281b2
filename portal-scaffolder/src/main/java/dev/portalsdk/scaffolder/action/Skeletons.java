package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import dev.portalsdk.source.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One skeleton on its way into the workspace. */
record Skeletons(
        TemplateEngine engine,
        TemplateSyntax syntax,
        TemplateData data,
        SkeletonRules rules,
        OutputFiles output,
        boolean replace) {

    /** Writes the files of a skeleton as the input says. */
    static void fill(
            FetchTemplateAction.Input input, SkeletonEngines engines, List<SourceFile> files, ActionContext context)
            throws IOException {
        SkeletonRules rules = SkeletonRules.of(input);
        OutputFiles output =
                OutputFiles.in(context.workspace(), input.targetPath().orElse("./"));
        Skeletons skeleton = new Skeletons(
                engines.of(input, rules),
                syntax(input),
                data(input),
                rules,
                output,
                input.replace().orElse(false));
        for (SourceFile file : files) {
            if (context.cancelled()) {
                throw new ScaffolderException("The task was cancelled");
            }
            skeleton.add(file, context);
        }
        context.log().info("Wrote " + output.count() + " of " + files.size() + " files of " + input.url());
    }

    private static TemplateSyntax syntax(FetchTemplateAction.Input input) {
        TemplateSyntax base =
                input.cookiecutterCompat().orElse(false) ? TemplateSyntax.COOKIECUTTER : TemplateSyntax.STANDARD;
        return base.withWhitespace(
                input.trimBlocks().orElse(false), input.lstripBlocks().orElse(false));
    }

    private static TemplateData data(FetchTemplateAction.Input input) {
        String name = input.cookiecutterCompat().orElse(false) ? "cookiecutter" : "values";
        return TemplateData.of(Value.Obj.of(name, input.values().orElse(Value.Obj.empty())));
    }

    private void add(SourceFile file, ActionContext context) throws IOException {
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
        byte[] written = text.isPresent() ? render(text.get(), file.path()).getBytes(StandardCharsets.UTF_8) : content;
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
