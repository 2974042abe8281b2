package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads recorded templates from our copy, or from the folder that the property conformance.dir names. */
final class TemplateCases {
    private static final String FOLDER = "scaffolder/templates";

    private final Path folder;

    TemplateCases() {
        this.folder = root().resolve(FOLDER);
    }

    static Path root() {
        String given = System.getProperty("conformance.dir", "");
        if (!given.isBlank()) {
            return Path.of(given);
        }
        try {
            return Path.of(TemplateCases.class.getResource("/conformance").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cases of the backend's engines: files named after the mode and version, lines with the same template belong together. */
    List<TemplateCase> ofBackend(String mode) {
        Map<String, List<Value.Obj>> byTemplate = new LinkedHashMap<>();
        for (Path file : files(mode + "-")) {
            lines(file).forEach(line -> byTemplate
                    .computeIfAbsent(line.string("template").orElseThrow(), template -> new ArrayList<>())
                    .add(line));
        }
        Value.Obj context = context(mode);
        List<TemplateCase> cases = new ArrayList<>();
        byTemplate.forEach((template, answers) -> {
            String id = mode + "/" + answers.get(0).string("id").orElse(template);
            cases.add(new TemplateCase(id, template, syntax(mode), mode.equals("value"), context, answers));
        });
        return cases;
    }

    private Value.Obj context(String mode) {
        Value.Obj recorded = (Value.Obj) read("context.json");
        Value parameters = recorded.get("parameters").orElseThrow();
        if (mode.equals("value")) {
            return recorded;
        }
        String name = mode.equals("cookiecutter") ? "cookiecutter" : "values";
        return recorded.with(name, parameters);
    }

    private static TemplateSyntax syntax(String mode) {
        if (mode.equals("cookiecutter")) {
            return TemplateSyntax.COOKIECUTTER;
        }
        boolean trim = mode.equals("file-trim");
        return TemplateSyntax.STANDARD.withWhitespace(trim, trim);
    }

    /** The broader corpus, by feature. */
    List<TemplateCase> ofNunjucks() {
        Value.Obj contexts = (Value.Obj) read("nunjucks-contexts.json");
        return lines(folder.resolve("nunjucks-vectors.jsonl"))
                .map(line -> {
                    Value.Obj options = line.obj("options").orElse(Value.Obj.empty());
                    String mode = line.string("mode").orElseThrow();
                    TemplateSyntax syntax = new TemplateSyntax(
                            mode.equals("compat"), isOn(options, "trimBlocks"), isOn(options, "lstripBlocks"));
                    return new TemplateCase(
                            "nunjucks/" + line.string("id").orElseThrow(),
                            line.string("template").orElseThrow(),
                            syntax,
                            mode.equals("value"),
                            contexts.obj(line.string("contextId").orElseThrow()).orElseThrow(),
                            List.of(line));
                })
                .toList();
    }

    private static boolean isOn(Value.Obj options, String key) {
        return options.get(key).equals(Optional.of(Value.Bool.TRUE));
    }

    private List<Path> files(String prefix) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches(prefix + "[0-9].*\\.jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<Value.Obj> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> (Value.Obj) Value.parseJson(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Value read(String name) {
        try {
            return Value.parseJson(Files.readString(folder.resolve(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
