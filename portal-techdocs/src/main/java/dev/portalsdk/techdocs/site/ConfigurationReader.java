package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.PathPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code mkdocs.yaml}, else {@code mkdocs.yml}, as data: nothing it says is run, tags of other languages are
 * ignored and reported. Without either file the defaults hold, as in Backstage.
 */
final class ConfigurationReader {

    /** As Backstage: the longer ending first. */
    private static final List<String> FILES = List.of("mkdocs.yaml", "mkdocs.yml");

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

    private final Path source;
    private final ConfigurationFile file;
    private final YamlFiles yaml;
    private final List<Diagnostic> findings;

    private ConfigurationReader(Path source, ConfigurationFile file, YamlFiles yaml, List<Diagnostic> findings) {
        this.source = source;
        this.file = file;
        this.yaml = yaml;
        this.findings = findings;
    }

    /** Answers the configuration, or findings that say why there is none. */
    static Validated<SiteConfiguration> read(SiteSource from, YamlFiles yaml) throws IOException {
        Path source = from.directory().toRealPath();
        List<Diagnostic> findings = new ArrayList<>();
        for (String name : FILES) {
            if (Files.exists(source.resolve(name))) {
                Optional<ConfigurationFile> file = ConfigurationFile.read(source, name, yaml, findings);
                return file.isEmpty()
                        ? new Validated<>(Optional.empty(), findings)
                        : checked(new ConfigurationReader(source, file.get(), yaml, findings).read(from), findings);
            }
        }
        if (!Files.isDirectory(source.resolve("docs"))) {
            findings.add(Diagnostic.error("docs-folder", "The docs folder \"docs\" does not exist")
                    .at(SourceLocation.startOf(FILES.get(1)))
                    .build());
        }
        return checked(defaults(from), findings);
    }

    private static Validated<SiteConfiguration> checked(SiteConfiguration configuration, List<Diagnostic> findings) {
        boolean failed = findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
        return new Validated<>(failed ? Optional.empty() : Optional.of(configuration), findings);
    }

    private static SiteConfiguration defaults(SiteSource source) throws IOException {
        Optional<Path> name =
                Optional.ofNullable(source.directory().toRealPath().getFileName());
        return new SiteConfiguration(
                SourceLocation.startOf(FILES.get(1)),
                name.map(Path::toString).orElse("Documentation"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Mount("", "docs", PathPatterns.gitignore(""))),
                Optional.empty(),
                true,
                PathPatterns.gitignore(""),
                EditLinks.ofSource(source.editUrl()),
                Map.of(),
                Set.of(),
                false,
                Set.of(),
                Set.of());
    }

    private SiteConfiguration read(SiteSource from) throws IOException {
        findings.addAll(ConfigurationKeys.check(file.document(), file.root()));
        Validation validation = validation();
        NavReader navigation = new NavReader(source, yaml, findings);
        Optional<List<NavEntry>> entries = navigation.read(file, "");
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount("", file.docsDirectory(source), excluded(file)));
        mounts.addAll(navigation.mounts());
        EditLinks edit = EditLinks.of(file.text("repo_url"), file.text("edit_uri"), file.text("edit_uri_template"));
        return new SiteConfiguration(
                file.document().location(),
                file.siteName().orElse(""),
                file.text("site_description"),
                file.text("site_author"),
                siteUrl(),
                file.text("copyright"),
                List.copyOf(mounts),
                entries,
                file.flag("use_directory_urls", true),
                PathPatterns.gitignore(file.text("not_in_nav").orElse("")),
                edit.isEmpty() ? EditLinks.ofSource(from.editUrl()) : edit,
                redirects(),
                usedAssets(),
                file.flag("strict", false),
                validation.quiet(),
                validation.loud());
    }

    /** What {@code exclude_docs} names, and {@code draft_docs}, which MkDocs shows only while it serves to authors. */
    static PathPatterns excluded(ConfigurationFile file) {
        String drafts = file.text("draft_docs").orElse("");
        return PathPatterns.gitignore(file.text("exclude_docs").orElse("") + (drafts.isEmpty() ? "" : "\n" + drafts));
    }

    private Optional<String> siteUrl() {
        Optional<String> url = file.text("site_url").filter(text -> !text.isEmpty());
        if (url.isPresent() && !url.get().matches("https?://[^\\s\"'<>]+")) {
            file.warn(
                    "docs-site-url",
                    "/site_url",
                    "\"site_url\" is \"" + url.get() + "\", which is no http or https URL, and is ignored",
                    "Without it there is no sitemap");
            return Optional.empty();
        }
        return url.map(text -> text.endsWith("/") ? text : text + "/");
    }

    private Map<String, SiteConfiguration.Redirect> redirects() {
        Map<String, SiteConfiguration.Redirect> redirects = new TreeMap<>();
        if (file.root().get("plugins").orElse(Value.Null.NULL) instanceof Value.Arr plugins) {
            for (int i = 0; i < plugins.size(); i++) {
                String at = "/plugins/" + i + "/redirects/redirect_maps";
                file.root()
                        .at(at)
                        .flatMap(Value::asObj)
                        .ifPresent(map -> map.forEach((from, to) -> to.asString()
                                .ifPresent(target -> redirects.put(
                                        from, new SiteConfiguration.Redirect(target, placeOf(at, from))))));
            }
        }
        return redirects;
    }

    private SourceLocation placeOf(String parent, String key) {
        String pointer = parent + "/" + key.replace("~", "~0").replace("/", "~1");
        return file.document().key(pointer).orElse(file.place(parent));
    }

    /** Style sheets, logo and icon have no effect here, but the files are there for a reason. */
    private Set<String> usedAssets() {
        Set<String> used = new HashSet<>();
        file.root().arr("extra_css").ifPresent(list -> used.addAll(list.strings()));
        for (String key : List.of("/theme/logo", "/theme/favicon")) {
            file.root().at(key).flatMap(Value::asString).ifPresent(used::add);
        }
        return used;
    }

    private record Validation(Set<String> quiet, Set<String> loud) {}

    private Validation validation() {
        Set<String> quiet = new HashSet<>();
        Set<String> loud = new HashSet<>(LOUD_BY_DEFAULT);
        VALIDATION.forEach((path, ruleId) -> file.root()
                .at("/validation/" + path)
                .or(() -> file.root().at("/validation/" + path.substring(path.indexOf('/') + 1)))
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
}
