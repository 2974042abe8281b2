package dev.portalsdk.scaffolder.action;

import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.template.HandlebarsEngine;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.util.Optional;

/** The languages that a skeleton can be written in. */
record SkeletonEngines(NunjucksEngine nunjucks, HandlebarsEngine handlebars) {
    private static final Optional<String> HANDLEBARS_FILES = Optional.of(".hbs");

    /** Nunjucks, and Handlebars with its filters. */
    static SkeletonEngines of(NunjucksEngine nunjucks) {
        return new SkeletonEngines(nunjucks, HandlebarsEngine.sharing(nunjucks));
    }

    /** The one that the input names, or that its file extension stands for. */
    TemplateEngine of(FetchTemplateAction.Input input, SkeletonRules rules) {
        boolean byExtension = rules.extension().equals(HANDLEBARS_FILES);
        String name = input.engine().orElse(byExtension ? handlebars.name() : nunjucks.name());
        if (name.equals(nunjucks.name())) {
            return nunjucks;
        }
        if (!name.equals(handlebars.name())) {
            throw new ScaffolderException("Unknown template engine '" + name + "' (known: " + nunjucks.name() + ", "
                    + handlebars.name() + ")");
        }
        if (input.cookiecutterCompat().orElse(false)) {
            throw new ScaffolderException(
                    "cookiecutterCompat is a way of writing Nunjucks; it cannot be used together with engine: handlebars");
        }
        return handlebars;
    }
}
