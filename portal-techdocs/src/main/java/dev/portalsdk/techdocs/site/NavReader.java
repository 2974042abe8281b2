package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Reads {@code nav}, and the sites that it includes as the plugin monorepo does: {@code - Sub: "!include ./svc/mkdocs.yml"}
 * puts their pages below a prefix made of their names; with {@code *include} the path may hold wildcards, and all sites
 * that match come in.
 */
final class NavReader {

    private static final int MAX_DEPTH = 20;
    private static final int MAX_INCLUDED = 500;
    private static final int MAX_SEARCHED_DEPTH = 8;
    private static final String INCLUDE = "!include ";
    private static final String INCLUDE_ALL = "*include ";
    private static final String RULE = "docs-include";
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9_/-]+");

    private final Path source;
    private final YamlFiles yaml;
    private final List<Diagnostic> findings;
    private final List<Mount> mounts = new ArrayList<>();
    private final Set<String> prefixes = new HashSet<>();
    private final Deque<String> open = new ArrayDeque<>();

    /** @param source its real path, which nothing that is included may leave */
    NavReader(Path source, YamlFiles yaml, List<Diagnostic> findings) {
        this.source = source;
        this.yaml = yaml;
        this.findings = findings;
    }

    /** The docs folders of included sites. */
    List<Mount> mounts() {
        return mounts;
    }

    /** The entries of a file; absent when it has none. */
    Optional<List<NavEntry>> read(ConfigurationFile file, String prefix) throws IOException {
        Optional<Value> nav = file.root().get("nav").filter(value -> !(value instanceof Value.Null));
        if (nav.isEmpty()) {
            return Optional.empty();
        }
        if (!(nav.get() instanceof Value.Arr list)) {
            file.error("/nav", "\"nav\" must be a list, not " + nav.get().typeName(), "");
            return Optional.empty();
        }
        open.push(file.document().source());
        try {
            return Optional.of(new Level(file, prefix).entries(list, "/nav", 0));
        } finally {
            open.pop();
        }
    }

    /** Entries of one file. */
    private final class Level {
        private final ConfigurationFile file;
        private final String prefix;

        Level(ConfigurationFile file, String prefix) {
            this.file = file;
            this.prefix = prefix;
        }

        List<NavEntry> entries(Value.Arr list, String pointer, int depth) throws IOException {
            List<NavEntry> entries = new ArrayList<>();
            if (depth > MAX_DEPTH) {
                file.error(pointer, "\"nav\" is nested deeper than " + MAX_DEPTH + " levels", "");
                return entries;
            }
            for (int i = 0; i < list.size(); i++) {
                entry(list.get(i), pointer + "/" + i, depth).ifPresent(entries::add);
            }
            return entries;
        }

        private Optional<NavEntry> entry(Value value, String pointer, int depth) throws IOException {
            if (value instanceof Value.Str target) {
                return Optional.of(leaf(Optional.empty(), target.value(), pointer));
            }
            if (value instanceof Value.Obj map && map.size() == 1) {
                String title = map.keys().iterator().next();
                String below = pointer + "/" + title.replace("~", "~0").replace("/", "~1");
                Value content = map.get(title).orElse(Value.Null.NULL);
                if (content instanceof Value.Str target) {
                    return Optional.of(leaf(Optional.of(title), target.value(), below));
                }
                if (content instanceof Value.Arr children) {
                    return Optional.of(new NavEntry.Section(title, entries(children, below, depth + 1)));
                }
            }
            file.error(pointer, "An entry of \"nav\" is a path, \"Title: path\" or \"Title:\" with a list", "");
            return Optional.empty();
        }

        private NavEntry leaf(Optional<String> title, String target, String pointer) throws IOException {
            if (target.startsWith(INCLUDE)) {
                return include(title, target.substring(INCLUDE.length()).strip(), pointer)
                        .orElseGet(() -> new NavEntry.Section(title.orElse(target), List.of()));
            }
            if (target.startsWith(INCLUDE_ALL)) {
                List<NavEntry> all = new ArrayList<>();
                for (String path :
                        matching(target.substring(INCLUDE_ALL.length()).strip(), pointer)) {
                    include(Optional.empty(), path, pointer).ifPresent(all::add);
                }
                return new NavEntry.Section(title.orElse("Included"), all);
            }
            boolean elsewhere = target.startsWith("/") || target.contains(":");
            String path = target.startsWith("./") ? target.substring(2) : target;
            return new NavEntry.Leaf(title, elsewhere ? target : prefix + path, file.place(pointer));
        }

        private Optional<NavEntry> include(Optional<String> title, String path, String pointer) throws IOException {
            Optional<String> name = nameOf(path).filter(found -> Files.isRegularFile(source.resolve(found)));
            if (name.isEmpty() || open.contains(name.get())) {
                file.warn(
                        RULE,
                        pointer,
                        "\"" + path + "\" " + (name.isEmpty() ? "is not a file within the source" : "includes itself"),
                        "Name another mkdocs.yml");
                return Optional.empty();
            }
            Optional<ConfigurationFile> included = ConfigurationFile.read(source, name.get(), yaml, findings);
            Optional<String> siteName = included.flatMap(ConfigurationFile::siteName);
            if (siteName.isEmpty()) {
                return Optional.empty();
            }
            String below = prefix + alias(siteName.get()) + "/";
            if (mounts.size() >= MAX_INCLUDED || !prefixes.add(below)) {
                file.warn(
                        RULE,
                        pointer,
                        "\"" + path + "\" is not included: "
                                + (mounts.size() >= MAX_INCLUDED
                                        ? "there are more than " + MAX_INCLUDED + " sites"
                                        : "another site is at \"" + below + "\" already"),
                        "Give each site a site_name of its own");
                return Optional.empty();
            }
            return Optional.of(mount(included.get(), title.orElse(siteName.get()), below));
        }

        private NavEntry mount(ConfigurationFile included, String title, String below) throws IOException {
            mounts.add(new Mount(below, included.docsDirectory(source), ConfigurationReader.excluded(included)));
            return read(included, below)
                    .<NavEntry>map(children -> new NavEntry.Section(title, children))
                    .orElseGet(() -> new NavEntry.Folder(title, below));
        }

        /** The name from the source of a path beside this file; empty when it leads out. */
        private Optional<String> nameOf(String path) {
            try {
                Path found = folder().resolve(path).normalize();
                return found.startsWith(source)
                        ? Optional.of(source.relativize(found).toString().replace('\\', '/'))
                        : Optional.empty();
            } catch (InvalidPathException e) {
                return Optional.empty();
            }
        }

        private Path folder() {
            return Optional.ofNullable(source.resolve(file.document().source()).getParent())
                    .orElse(source);
        }

        private List<String> matching(String glob, String pointer) throws IOException {
            PathMatcher matcher;
            try {
                matcher = FileSystems.getDefault()
                        .getPathMatcher("glob:" + Path.of(glob).normalize());
            } catch (InvalidPathException | PatternSyntaxException e) {
                file.warn(RULE, pointer, "\"" + glob + "\" is no pattern of paths: " + e.getMessage(), "");
                return List.of();
            }
            Path folder = folder();
            try (Stream<Path> files = Files.walk(folder, MAX_SEARCHED_DEPTH)) {
                List<String> found = files.map(folder::relativize)
                        .filter(matcher::matches)
                        .map(path -> path.toString().replace('\\', '/'))
                        .sorted()
                        .toList();
                if (found.isEmpty()) {
                    file.warn(RULE, pointer, "No file matches \"" + glob + "\"", "");
                }
                return found;
            }
        }
    }

    /** As the plugin: the name itself if it can be a path, else what is left of it when it is made one. */
    private static String alias(String siteName) {
        if (ALIAS.matcher(siteName).matches()) {
            return siteName.replaceAll("^/+|/+$", "");
        }
        String plain = Normalizer.normalize(siteName, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
        String slug = plain.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        return slug.replaceAll("^-+|-+$", "");
    }
}
