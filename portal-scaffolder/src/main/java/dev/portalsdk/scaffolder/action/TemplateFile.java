package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateData;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One file of the workspace that is made of a template. */
record TemplateFile(
        NunjucksEngine engine,
        String targetPath,
        Value.Obj values,
        boolean cookiecutter,
        boolean replace,
        boolean trimBlocks,
        boolean lstripBlocks) {

    /** Where the template comes from. */
    @FunctionalInterface
    interface Source {
        byte[] read() throws IOException;
    }

    /** @param name of the template, for messages */
    void write(String name, Source source, ActionContext context) throws IOException {
        OutputFiles output = OutputFiles.in(context.workspace(), "./");
        if (output.exists(targetPath) && !replace) {
            context.log().info("Keeping " + targetPath + ", which is there already");
            return;
        }
        byte[] bytes = source.read();
        String text = TextContent.decode(bytes)
                .orElseThrow(() -> new ScaffolderException(name + " is no UTF-8 text, so it cannot be a template"));
        TemplateSyntax base = cookiecutter ? TemplateSyntax.COOKIECUTTER : TemplateSyntax.STANDARD;
        TemplateData data = TemplateData.of(Value.Obj.of(cookiecutter ? "cookiecutter" : "values", values));
        String rendered = engine.parse(
                        text, SourceLocation.startOf(name), base.withWhitespace(trimBlocks, lstripBlocks))
                .render(data);
        output.write(targetPath, rendered.getBytes(StandardCharsets.UTF_8), false);
        context.log().info("Wrote " + targetPath);
    }
}
