package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code mkdocs.yaml}, else {@code mkdocs.yml}, as data: nothing it says is run, tags of other languages are
 * ignored and reported. Without either file the defaults hold, as in Backstage.
 */
final class ConfigurationReader {

    /** As Backstage: the longer ending first. */
    private static final List<String> FILES = List.of("mkdocs.yaml", "mkdocs.yml");

    private static final int MAX_NAV_DEPTH = 20;
    private static final long MAX_BYTES = 4L << 20;

    /** Paths below {@code validation} and what they govern; the value is what MkDocs does unless told otherwise. */
    private static final Map<String, String> VALIDATION = Map.of(
            "nav/omitted_files", "docs-nav-omitted",
            "nav/not_found", "docs-nav-missing",
            "nav/absolute_links", "docs-nav-absolute",
            "links/not_found", LinkRules.MISSING,
            "links/anchors", LinkRules.ANCHOR,
            "links/absolute_links", LinkRules.ABSOLUTE,
            "links/unrecognized_links", LinkRules.UNRECOGNIZED);

    private static final Set<String> LOUD_BY_DEFAULT = Set.of(LinkRules.MISSING, LinkRules.CASE, "docs-nav-missing");

    private final YamlDocument document;
    private final Value.Obj root;
    private final List<Diagnostic> findings = new ArrayList<>();

    private ConfigurationReader(YamlDocument document, Value.Obj root) {
        this.document = document;
        this.root = root;
    }

    /** Answers the configuration, or findings that say why there is none. */
    static Validated<SiteConfiguration> read(Path source) throws IOException {
        Path realSource = source.toRealPath();
        for (String name : FILES) {
            Path file = realSource.resolve(name);
            if (Files.exists(file)) {
                return file.toRealPath().startsWith(realSource)
                        ? read(realSource, file, name)
                        : failed(
                                SourceLocation.startOf(name),
                                "docs-symlink",
                                "\"" + name + "\" is a link out of the source");
            }
        }
        SourceLocation nowhere = SourceLocation.startOf("mkdocs.yml");
        return checked(realSource, defaults(nowhere, folderName(realSource)), List.of());
    }

    private static String folderName(Path source) {
        return Optional.ofNullable(source.getFileName()).map(Path::toString).orElse("Documentation");
    }

    private static SiteConfiguration defaults(SourceLocation location, String siteName) {
        return new SiteConfiguration(
                location,
                siteName,
                Optional.empty(),
                Optional.empty(),
                "docs",
                Optional.empty(),
                true,
                PathPatterns.of(""),
                PathPatterns.of(""),
                EditLinks.of(Optional.empty(), Optional.empty(), Optional.empty()),
                false,
                Set.of(),
                Set.of());
    }

    private static Validated<SiteConfiguration> read(Path source, Path file, String name) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            return failed(SourceLocation.startOf(name), "docs-config", name + " has more than " + MAX_BYTES + " bytes");
        }
        Validated<List<YamlDocument>> documents = YamlDocuments.create().read(name, Files.readAllBytes(file));
        Optional<YamlDocument> document =
                documents.value().stream().flatMap(List::stream).findFirst();
        if (documents.hasErrors()) {
            return new Validated<>(Optional.empty(), documents.findings());
        }
        if (document.isEmpty() || !(document.get().value() instanceof Value.Obj root)) {
            return failed(
                    SourceLocation.startOf(name),
                    "docs-config",
                    name + " must be a mapping such as \"site_name: My docs\"");
        }
        ConfigurationReader reader = new ConfigurationReader(document.get(), root);
        reader.findings.addAll(documents.findings());
        SiteConfiguration configuration = reader.read();
        return checked(source, configuration, reader.findings);
    }

    private SiteConfiguration read() {
        findings.addAll(ConfigurationKeys.check(document, root));
        Optional<String> name = text("site_name");
        if (name.isEmpty()) {
            error("/site_name", "\"site_name\" is missing", "Add a line such as \"site_name: Order Service\"");
        }
        Validation validation = validation();
        return new SiteConfiguration(
                document.location(),
                name.orElse(""),
                text("site_description"),
                text("copyright"),
                text("docs_dir").orElse("docs"),
                navigation(),
                flag("use_directory_urls", true),
                PathPatterns.of(text("exclude_docs").orElse("")),
                PathPatterns.of(text("not_in_nav").orElse("")),
                EditLinks.of(text("repo_url"), text("edit_uri"), text("edit_uri_template")),
                flag("strict", false),
                validation.quiet(),
                validation.loud());
    }

    /** Texts; numbers and truth values are taken as they are written, as an unquoted version number is one. */
    private Optional<String> text(String key) {
        Optional<Value> value = root.get(key).filter(v -> !(v instanceof Value.Null));
        if (value.stream().anyMatch(v -> v instanceof Value.Obj || v instanceof Value.Arr)) {
            error("/" + key, "\"" + key + "\" must be text, not " + value.get().typeName(), "");
            return Optional.empty();
        }
        return value.map(v -> v instanceof Value.Str text ? text.value() : v.toJson());
    }

    private boolean flag(String key, boolean otherwise) {
        Optional<Value> value = root.get(key).filter(v -> !(v instanceof Value.Null));
        if (value.isPresent() && !(value.get() instanceof Value.Bool)) {
            error(
                    "/" + key,
                    "\"" + key + "\" must be true or false, not " + value.get().toJson(),
                    "");
        }
        return value.map(v -> v instanceof Value.Bool bool ? bool.value() : otherwise)
                .orElse(otherwise);
    }

    private record Validation(Set<String> quiet, Set<String> loud) {}

    private Validation validation() {
        Set<String> quiet = new HashSet<>();
        Set<String> loud = new HashSet<>(LOUD_BY_DEFAULT);
        VALIDATION.forEach((path, ruleId) -> root.at("/validation/" + path)
                .or(() -> root.at("/validation/" + path.substring(path.indexOf('/') + 1)))
                .flatMap(Value::asString)
                .ifPresent(level -> {
                    loud.remove(ruleId);
                    if (level.equals("warn")) {
                        loud.add(ruleId);
                    } else if (level.equals("ignore")) {
                        quiet.add(ruleId);
                    }
                }));
        return new Validation(quiet, loud);
    }

    private Optional<List<NavEntry>> navigation() {
        Optional<Value> nav = root.get("nav").filter(value -> !(value instanceof Value.Null));
        if (nav.isPresent() && !(nav.get() instanceof Value.Arr)) {
            error("/nav", "\"nav\" must be a list, not " + nav.get().typeName(), "");
        }
        return nav.flatMap(Value::asArr).map(list -> entries(list, "/nav", 0));
    }

    private List<NavEntry> entries(Value.Arr list, String pointer, int depth) {
        List<NavEntry> entries = new ArrayList<>();
        if (depth > MAX_NAV_DEPTH) {
            error(pointer, "\"nav\" is nested deeper than " + MAX_NAV_DEPTH + " levels", "");
            return entries;
        }
        for (int i = 0; i < list.size(); i++) {
            entry(list.get(i), pointer + "/" + i, depth).ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<NavEntry> entry(Value value, String pointer, int depth) {
        if (value instanceof Value.Str target) {
            return Optional.of(new NavEntry.Leaf(Optional.empty(), path(target.value()), place(pointer)));
        }
        if (value instanceof Value.Obj map && map.size() == 1) {
            String title = map.keys().iterator().next();
            String below = pointer + "/" + title.replace("~", "~0").replace("/", "~1");
            Value content = map.get(title).orElse(Value.Null.NULL);
            if (content instanceof Value.Str target) {
                return Optional.of(new NavEntry.Leaf(Optional.of(title), path(target.value()), place(below)));
            }
            if (content instanceof Value.Arr children) {
                return Optional.of(new NavEntry.Section(title, entries(children, below, depth + 1)));
            }
        }
        error(pointer, "An entry of \"nav\" is a path, \"Title: path\" or \"Title:\" with a list", "");
        return Optional.empty();
    }

    private static String path(String target) {
        return target.startsWith("./") ? target.substring(2) : target;
    }

    private SourceLocation place(String pointer) {
        return document.value(pointer).orElse(document.location());
    }

    private void error(String pointer, String message, String hint) {
        Diagnostic.Builder finding =
                Diagnostic.error("docs-config", message).at(place(pointer)).pointer(pointer);
        findings.add(hint.isEmpty() ? finding.build() : finding.hint(hint).build());
    }

    private static Validated<SiteConfiguration> failed(SourceLocation at, String ruleId, String message) {
        return new Validated<>(
                Optional.empty(),
                List.of(Diagnostic.error(ruleId, message).at(at).build()));
    }

    /** The docs folder must be a folder below the source, whatever links lead there. */
    private static Validated<SiteConfiguration> checked(
            Path source, SiteConfiguration configuration, List<Diagnostic> findings) throws IOException {
        List<Diagnostic> all = new ArrayList<>(findings);
        docsDirectoryFault(source, configuration.docsDirectory())
                .map(fault -> Diagnostic.error("docs-folder", fault)
                        .at(configuration.location())
                        .pointer("/docs_dir")
                        .build())
                .ifPresent(all::add);
        boolean failed = all.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return new Validated<>(failed ? Optional.empty() : Optional.of(configuration), all);
    }

    private static Optional<String> docsDirectoryFault(Path source, String name) throws IOException {
        Path folder;
        try {
            folder = source.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return Optional.of("docs_dir \"" + name + "\" is no path");
        }
        if (!folder.startsWith(source) || folder.equals(source)) {
            return Optional.of("docs_dir \"" + name + "\" must be a folder below the one that holds mkdocs.yml");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("The docs folder \"" + name + "\" does not exist");
        }
        return folder.toRealPath().startsWith(source)
                ? Optional.empty()
                : Optional.of("The docs folder \"" + name + "\" is a link out of the source");
    }
}
