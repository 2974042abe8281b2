package dev.portalsdk.model.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The directories that hold no descriptors of a repository's own, though there may be files of their name; see {@link CatalogFiles#under}. */
final class SkippedDirectories {
    private static final Set<String> NEVER = Set.of(".git", "node_modules");
    private static final List<String> TEMPLATES = List.of("template.yaml", "template.yml");
    private static final String SCAFFOLDER = "scaffolder.backstage.io/";
    private static final String TESTS = "tests";
    private static final int MAX_TEMPLATE = 1 << 20;

    private SkippedDirectories() {}

    static boolean contains(Path directory) {
        String name =
                directory.getFileName() == null ? "" : directory.getFileName().toString();
        return NEVER.contains(name)
                || (name.equals("target") && hasSibling(directory, "pom.xml"))
                || (name.equals("build")
                        && (hasSibling(directory, "build.gradle") || hasSibling(directory, "build.gradle.kts")))
                || isSkeleton(directory, name);
    }

    /** Whether a file has the name of a scaffolder's template and is one of another program. */
    static boolean isForeign(Path file, String name) {
        return TEMPLATES.contains(name) && !start(file).contains(SCAFFOLDER);
    }

    private static boolean hasSibling(Path path, String name) {
        return Files.exists(path.resolveSibling(name));
    }

    /** Whether a scaffolder template beside it names it, or is tested by it: its files are templates of descriptors, or what becomes of them. */
    private static boolean isSkeleton(Path directory, String name) {
        Pattern path = Pattern.compile("\\./" + Pattern.quote(name) + "(?![\\w.-])");
        for (String template : TEMPLATES) {
            Path file = directory.resolveSibling(template);
            if (Files.isRegularFile(file)) {
                String text = start(file);
                if (text.contains(SCAFFOLDER)
                        && (name.equals(TESTS) || path.matcher(text).find())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String start(Path file) {
        try {
            return new String(BoundedFiles.read(file, MAX_TEMPLATE), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // then it is looked into, rather once too often than not at all
        }
    }
}
