package dev.portalsdk.scaffolder.action;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.source.PathPatterns;
import java.util.Optional;

/** Which files of a skeleton are evaluated, by what the input of {@code fetch:template} says. */
record SkeletonRules(PathPatterns copied, boolean copiedNamesRendered, Optional<String> extension) {

    /**
     * How to treat a file.
     *
     * @param path without the extension that marks templates
     */
    record Treatment(String path, boolean rendersName, boolean rendersContent) {}

    static SkeletonRules of(FetchTemplateAction.Input input) {
        Optional<String> extension = extension(input.templateFileExtension());
        boolean copies = !input.copyWithoutRender().isEmpty()
                || !input.copyWithoutTemplating().isEmpty();
        if (!input.copyWithoutRender().isEmpty()
                && !input.copyWithoutTemplating().isEmpty()) {
            throw new ScaffolderException(
                    "copyWithoutRender and copyWithoutTemplating cannot be used together; use the latter");
        }
        if (extension.isPresent() && (copies || input.cookiecutterCompat().orElse(false))) {
            throw new ScaffolderException(
                    "templateFileExtension cannot be used together with copyWithoutRender, copyWithoutTemplating or cookiecutterCompat");
        }
        boolean namesRendered = input.copyWithoutRender().isEmpty();
        PathPatterns copied =
                PathPatterns.globby(namesRendered ? input.copyWithoutTemplating() : input.copyWithoutRender());
        return new SkeletonRules(copied, namesRendered, extension);
    }

    private static Optional<String> extension(Optional<Value> given) {
        Value value = given.orElse(Value.Bool.FALSE);
        if (value instanceof Value.Bool bool) {
            return bool.value() ? Optional.of(".njk") : Optional.empty();
        }
        if (value instanceof Value.Str text && !text.value().isEmpty()) {
            return Optional.of(text.value().startsWith(".") ? text.value() : "." + text.value());
        }
        throw new ScaffolderException(
                "templateFileExtension must be true, false or an extension such as .njk, not " + value);
    }

    Treatment of(String path) {
        if (extension.isPresent()) {
            // A file that is called nothing but the extension has none.
            boolean marked = path.endsWith(extension.get()) && !("/" + path).endsWith("/" + extension.get());
            String plain =
                    marked ? path.substring(0, path.length() - extension.get().length()) : path;
            return new Treatment(plain, true, marked);
        }
        boolean rendered = !copied.matches(path);
        return new Treatment(path, rendered || copiedNamesRendered, rendered);
    }
}
