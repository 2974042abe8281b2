package dev.portalsdk.catalog.provider;

import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.Glob;
import java.nio.file.Path;
import java.util.List;

/**
 * A pattern of a directory's files, cut where its first wildcard is.
 *
 * @param source as the catalog reads it
 * @param base the directory that all matching files are below
 * @param below the rest of the pattern
 * @param depth how many directories deep it reaches, from 1
 * @param names the names that it spells out
 */
record FilePattern(LocationRef source, Path base, Glob below, int depth, List<String> names) {
    private static final int ANY_DEPTH = 100;

    static FilePattern of(Path root, String pattern) {
        String absolute = literal(root.toString().replace('\\', '/')) + "/" + pattern;
        List<String> names = List.of(pattern.split("/"));
        int fixed = 0;
        while (fixed < names.size() - 1 && !Glob.isPattern(names.get(fixed))) {
            fixed++;
        }
        Path base = root.resolve(String.join("/", names.subList(0, fixed))).normalize();
        List<String> rest = names.subList(fixed, names.size());
        return new FilePattern(
                new LocationRef("file", absolute),
                base,
                Glob.of(String.join("/", rest)),
                rest.contains("**") ? ANY_DEPTH : rest.size(),
                names);
    }

    /** A directory's name may hold what is a wildcard in a pattern; a brace has no form that stands for itself. */
    private static String literal(String directory) {
        return directory.replaceAll("[\\[*?]", "[$0]").replace('{', '?');
    }

    boolean matches(Path file) {
        return file.startsWith(base)
                && below.matches(base.relativize(file).toString().replace('\\', '/'));
    }

    /** As patterns go: a name that starts with a dot must be spelt out. */
    static boolean enters(List<FilePattern> patterns, Path directory) {
        String name = String.valueOf(directory.getFileName());
        return !name.startsWith(".")
                || patterns.stream().anyMatch(pattern -> pattern.names().contains(name));
    }
}
