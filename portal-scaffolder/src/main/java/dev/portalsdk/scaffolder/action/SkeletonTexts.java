package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.TemplateProgram.Skeleton;
import dev.portalsdk.scaffolder.TemplateProgram.SkeletonText;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import dev.portalsdk.scaffolder.template.TemplateSyntax;
import dev.portalsdk.source.SourceFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What {@code fetch:template} would fill in, told from its input before it runs. */
record SkeletonTexts(Sources sources, SkeletonEngines engines) {
    /** What decides which files are filled in, and how. */
    private static final Set<String> DECISIVE = Set.of(
            "url",
            "copyWithoutRender",
            "copyWithoutTemplating",
            "cookiecutterCompat",
            "templateFileExtension",
            "engine");

    /** Empty if it depends on expressions, or if it is not known where the template lies. */
    Optional<Skeleton> of(Value.Obj input, Optional<String> templateUrl) throws IOException {
        Value.Obj.Builder decisive = Value.Obj.builder();
        for (String key : input.keys()) {
            if (DECISIVE.contains(key)) {
                decisive.put(key, input.get(key).orElseThrow());
            }
        }
        Value.Obj constant = decisive.build();
        boolean unknown = constant.toJson().contains("${{") || constant.toJson().contains("{%");
        if (unknown || templateUrl.isEmpty() || constant.string("url").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(input(constant), templateUrl.get()));
    }

    private static FetchTemplateAction.Input input(Value.Obj constant) throws IOException {
        try {
            return constant.to(FetchTemplateAction.Input.class);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Skeleton read(FetchTemplateAction.Input input, String templateUrl) throws IOException {
        SkeletonRules rules = SkeletonRules.of(input);
        TemplateEngine engine = engines.of(input, rules);
        boolean cookiecutter = input.cookiecutterCompat().orElse(false);
        String root = sources.resolve(input.url(), templateUrl);
        String directory = root.endsWith("/") ? root : root + "/";
        List<SkeletonText> texts = new ArrayList<>();
        for (SourceFile file : sources.tree(root, templateUrl)) {
            SkeletonRules.Treatment treatment = rules.of(file.path());
            if (treatment.rendersName()) {
                texts.add(new SkeletonText(directory + treatment.path(), treatment.path(), true));
            }
            if (treatment.rendersContent()) {
                TextContent.decode(file.bytes())
                        .ifPresent(text -> texts.add(new SkeletonText(directory + file.path(), text, false)));
            }
        }
        return new Skeleton(
                cookiecutter ? "cookiecutter" : "values",
                engine,
                cookiecutter ? TemplateSyntax.COOKIECUTTER : TemplateSyntax.STANDARD,
                texts);
    }
}
