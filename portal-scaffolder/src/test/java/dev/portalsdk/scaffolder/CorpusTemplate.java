package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A template of the corpus: files in one text, each behind a line {@code -- path --}; what is below {@code expected/} is what it renders to. */
record CorpusTemplate(String name, Map<String, String> files) {

    static List<CorpusTemplate> all() throws IOException {
        List<CorpusTemplate> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(path -> path.toString().endsWith(".txtar"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString().replace(".txtar", "");
                all.add(new CorpusTemplate(name, sections(Files.readString(file))));
            }
        }
        return all;
    }

    static Path folder() {
        try {
            return Path.of(CorpusTemplate.class.getResource("/corpus").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> sections(String archive) {
        Map<String, StringBuilder> sections = new LinkedHashMap<>();
        StringBuilder current = new StringBuilder();
        for (String line : archive.split("(?<=\n)")) {
            if (line.startsWith("-- ") && line.stripTrailing().endsWith(" --")) {
                current = new StringBuilder();
                sections.put(
                        line.stripTrailing().substring(3, line.stripTrailing().length() - 3), current);
            } else {
                current.append(line);
            }
        }
        Map<String, String> files = new LinkedHashMap<>();
        sections.forEach((path, text) -> files.put(path, content(text.toString())));
        return files;
    }

    /** A {@code \\} at the end of a file stands for no line break there. */
    private static String content(String text) {
        return text.endsWith("\\\n") ? text.substring(0, text.length() - 2) : text;
    }

    Value.Obj values() {
        return (Value.Obj) Value.parseJson(files.get("values.json"));
    }

    /** What it renders to, by path. */
    Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        files.forEach((path, text) -> {
            if (path.startsWith("expected/")) {
                expected.put(path.substring("expected/".length()), text);
            }
        });
        return expected;
    }

    /** This template with other content of a file. */
    CorpusTemplate with(String path, String text) {
        Map<String, String> changed = new LinkedHashMap<>(files);
        changed.put(path, text);
        return new CorpusTemplate(name, changed);
    }

    /** Writes what a team would have in its repository; gives the path of the template. */
    Path write(Path directory) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            if (!file.getKey().startsWith("expected/")) {
                Path target = directory.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
        }
        return directory.resolve("template.yaml");
    }
}
