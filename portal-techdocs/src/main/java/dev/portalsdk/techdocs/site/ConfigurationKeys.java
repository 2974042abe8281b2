package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Says for every key, plugin and extension of {@code mkdocs.yml} whether it is used, has no effect here, is refused or unknown. */
final class ConfigurationKeys {

    private static final Set<String> USED = Set.of(
            "site_name",
            "site_description",
            "site_author",
            "site_url",
            "docs_dir",
            "draft_docs",
            "nav",
            "use_directory_urls",
            "exclude_docs",
            "not_in_nav",
            "repo_url",
            "edit_uri",
            "edit_uri_template",
            "copyright",
            "strict",
            "validation",
            "plugins",
            "markdown_extensions");

    /** Known to MkDocs and harmless; each with the reason why it does nothing. */
    private static final Map<String, String> WITHOUT_EFFECT = Map.ofEntries(
            Map.entry("site_dir", "the caller says where the site is written"),
            Map.entry("repo_name", "pages link to their file, not to the repository"),
            Map.entry("extra", "it is for templates of a theme"),
            Map.entry("dev_addr", "the caller says where a preview is served"),
            Map.entry("watch", "a preview watches the whole source"),
            Map.entry("remote_branch", "publishing is the caller's"),
            Map.entry("remote_name", "publishing is the caller's"),
            Map.entry("google_analytics", "no request leaves the site"),
            Map.entry("pages", "it is \"nav\" since MkDocs 1.0"),
            Map.entry("mdx_configs", "the Markdown dialect is always the same"));

    /** Every site has it, and the look of ours is the portal's: nothing to tell. */
    private static final Set<String> SILENT = Set.of("theme");

    private static final Map<String, String> REFUSED = Map.of(
            "hooks", "it would run code from the repository",
            "extra_javascript", "scripts of a page would run in the portal",
            "extra_css", "the styles of a site would restyle the portal",
            "extra_templates", "templates of a site are not executed",
            "INHERIT", "a configuration is read from one file only");

    private static final Set<String> PLUGINS =
            Set.of("techdocs-core", "search", "material/search", "gh-admonitions", "monorepo", "redirects", "privacy");

    private static final Set<String> EXTENSIONS = Set.of(
            "abbr",
            "admonition",
            "attr_list",
            "def_list",
            "extra",
            "fenced_code",
            "footnotes",
            "markdown.extensions.extra",
            "md_in_html",
            "mdx_truly_sane_lists",
            "meta",
            "pymdownx.betterem",
            "pymdownx.caret",
            "pymdownx.critic",
            "pymdownx.details",
            "pymdownx.emoji",
            "pymdownx.extra",
            "pymdownx.highlight",
            "pymdownx.inlinehilite",
            "pymdownx.magiclink",
            "pymdownx.mark",
            "pymdownx.smartsymbols",
            "pymdownx.snippets",
            "pymdownx.superfences",
            "pymdownx.tabbed",
            "pymdownx.tasklist",
            "pymdownx.tilde",
            "sane_lists",
            "tables",
            "toc",
            "codehilite");

    private final YamlDocument document;
    private final List<Diagnostic> findings = new ArrayList<>();

    private ConfigurationKeys(YamlDocument document) {
        this.document = document;
    }

    static List<Diagnostic> check(YamlDocument document, Value.Obj root) {
        ConfigurationKeys keys = new ConfigurationKeys(document);
        root.keys().forEach(keys::key);
        keys.names(root, "plugins", PLUGINS, "plugin");
        keys.names(root, "markdown_extensions", EXTENSIONS, "Markdown extension");
        if (root.obj("theme").stream().anyMatch(theme -> theme.has("custom_dir"))) {
            keys.warn(
                    "docs-config-refused",
                    "/theme/custom_dir",
                    "theme.custom_dir is refused: templates of a site are not executed",
                    "");
        }
        return keys.findings;
    }

    private void key(String key) {
        if (REFUSED.containsKey(key)) {
            warn("docs-config-refused", "/" + key, "\"" + key + "\" is refused: " + REFUSED.get(key), "Remove the key");
        } else if (WITHOUT_EFFECT.containsKey(key)) {
            add(
                    Diagnostic.info(
                            "docs-config-no-effect", "\"" + key + "\" has no effect here: " + WITHOUT_EFFECT.get(key)),
                    "/" + key,
                    "");
        } else if (!USED.contains(key) && !SILENT.contains(key)) {
            Set<String> known = new TreeSet<>(USED);
            known.addAll(SILENT);
            known.addAll(WITHOUT_EFFECT.keySet());
            warn(
                    "docs-config-unknown",
                    pointer(key),
                    "\"" + key + "\" is no key of mkdocs.yml and is ignored",
                    Suggestions.closest(key, known)
                            .map(close -> "Did you mean \"" + close + "\"?")
                            .orElse(""));
        }
    }

    private static String pointer(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** Lists of names, or of one name with options each. */
    private void names(Value.Obj root, String key, Set<String> known, String what) {
        Value value = root.get(key).orElse(Value.Arr.empty());
        if (value instanceof Value.Arr list) {
            for (int i = 0; i < list.size(); i++) {
                String at = "/" + key + "/" + i;
                name(list.get(i)).ifPresent(name -> name(name, at, known, what));
            }
        } else if (value instanceof Value.Obj map) {
            map.keys().forEach(name -> name(name, "/" + key, known, what));
        }
    }

    private static Optional<String> name(Value entry) {
        return entry instanceof Value.Obj map ? map.keys().stream().findFirst() : entry.asString();
    }

    private void name(String name, String at, Set<String> known, String what) {
        if (!known.contains(name)) {
            warn(
                    "docs-config-unsupported",
                    at,
                    "The " + what + " \"" + name + "\" is not supported and has no effect",
                    Suggestions.closest(name, known)
                            .map(close -> "Did you mean \"" + close + "\"?")
                            .orElse(""));
        }
    }

    private void warn(String ruleId, String pointer, String message, String hint) {
        add(Diagnostic.warning(ruleId, message), pointer, hint);
    }

    private void add(Diagnostic.Builder finding, String pointer, String hint) {
        SourceLocation place =
                document.key(pointer).or(() -> document.value(pointer)).orElse(document.location());
        finding.at(place).pointer(pointer);
        findings.add(hint.isEmpty() ? finding.build() : finding.hint(hint).build());
    }
}
