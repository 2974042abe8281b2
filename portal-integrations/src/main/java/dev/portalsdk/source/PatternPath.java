package dev.portalsdk.source;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path that ends in a pattern, divided before the first name with a wildcard.
 *
 * @param directory without slashes at its end; may be empty
 * @param pattern the rest
 */
record PatternPath(String directory, Glob pattern) {
    static PatternPath of(String path) {
        List<String> names = Arrays.asList(path.split("/", -1));
        int first = 0;
        while (first < names.size() - 1 && !Glob.isPattern(names.get(first))) {
            first++;
        }
        return new PatternPath(
                String.join("/", names.subList(0, first)),
                Glob.of(String.join("/", names.subList(first, names.size()))));
    }

    /** The part of a path below the directory, if the pattern matches it. */
    Optional<String> relative(String path) {
        if (directory.isEmpty()) {
            return Optional.of(path).filter(pattern::matches);
        }
        return path.startsWith(directory + "/")
                ? Optional.of(path.substring(directory.length() + 1)).filter(pattern::matches)
                : Optional.empty();
    }

    boolean matchesRelative(String path) {
        return pattern.matches(path);
    }
}
