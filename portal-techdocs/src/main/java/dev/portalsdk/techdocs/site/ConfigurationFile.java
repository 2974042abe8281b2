package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One {@code mkdocs.yml}, and what is wrong with its values. */
final class ConfigurationFile {

    static final String RULE = "docs-config";
    private static final long MAX_BYTES = 4L << 20;

    private final YamlDocument document;
    private final Value.Obj root;
    private final List<Diagnostic> findings;

    private ConfigurationFile(YamlDocument document, Value.Obj root, List<Diagnostic> findings) {
        this.document = document;
        this.root = root;
        this.findings = findings;
    }

    /**
     * Reads a file.
     *
     * @param source its real path, which the file must not leave
     * @param name from the source
     * @param findings takes what is wrong, now and later
     * @return empty, with a finding that is an error, when there is nothing to read values from
     */
    static Optional<ConfigurationFile> read(Path source, String name, YamlFiles yaml, List<Diagnostic> findings)
            throws IOException {
        SourceLocation start = SourceLocation.startOf(name);
        Path file = source.resolve(name);
        if (!file.toRealPath().startsWith(source)) {
            return failed(findings, start, "docs-symlink", "\"" + name + "\" is a link out of the source");
        }
        if (Files.size(file) > MAX_BYTES) {
            return failed(findings, start, RULE, name + " has more than " + MAX_BYTES + " bytes");
        }
        Validated<List<YamlDocument>> documents = yaml.read(name, Files.readAllBytes(file));
        findings.addAll(documents.findings());
        if (documents.hasErrors()) {
            return Optional.empty();
        }
        Optional<YamlDocument> document =
                documents.value().stream().flatMap(List::stream).findFirst();
        if (document.isEmpty() || !(document.get().value() instanceof Value.Obj root)) {
            return failed(findings, start, RULE, name + " must be a mapping such as \"site_name: My docs\"");
        }
        return Optional.of(new ConfigurationFile(document.get(), root, findings));
    }

    private static Optional<ConfigurationFile> failed(
            List<Diagnostic> findings, SourceLocation at, String ruleId, String message) {
        findings.add(Diagnostic.error(ruleId, message).at(at).build());
        return Optional.empty();
    }

    YamlDocument document() {
        return document;
    }

    Value.Obj root() {
        return root;
    }

    /** Texts; numbers and truth values are taken as they are written, as an unquoted version number is one. */
    Optional<String> text(String key) {
        Optional<Value> value = root.get(key).filter(v -> !(v instanceof Value.Null));
        if (value.stream().anyMatch(v -> v instanceof Value.Obj || v instanceof Value.Arr)) {
            error("/" + key, "\"" + key + "\" must be text, not " + value.get().typeName(), "");
            return Optional.empty();
        }
        return value.map(v -> v instanceof Value.Str text ? text.value() : v.toJson());
    }

    /** The name of the site, which every file must give. */
    Optional<String> siteName() {
        Optional<String> name = text("site_name");
        if (name.isEmpty()) {
            error("/site_name", "\"site_name\" is missing", "Add a line such as \"site_name: Order Service\"");
        }
        return name;
    }

    boolean flag(String key, boolean otherwise) {
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

    /**
     * The folder that {@code docs_dir} names, from the source. It must be a folder below that of the file, whatever links
     * lead there.
     */
    String docsDirectory(Path source) throws IOException {
        String name = text("docs_dir").orElse("docs");
        Path own = Optional.ofNullable(source.resolve(document.source()).getParent())
                .orElse(source)
                .normalize();
        docsDirectoryFault(own, name)
                .ifPresent(fault -> findings.add(Diagnostic.error("docs-folder", fault)
                        .at(document.location())
                        .pointer("/docs_dir")
                        .build()));
        try {
            return source.relativize(own.resolve(name).normalize()).toString().replace('\\', '/');
        } catch (InvalidPathException e) {
            return name;
        }
    }

    private static Optional<String> docsDirectoryFault(Path own, String name) throws IOException {
        Path folder;
        try {
            folder = own.resolve(name).normalize();
        } catch (InvalidPathException e) {
            return Optional.of("docs_dir \"" + name + "\" is no path");
        }
        if (!folder.startsWith(own) || folder.equals(own)) {
            return Optional.of("docs_dir \"" + name + "\" must be a folder below the one that holds mkdocs.yml");
        }
        if (!Files.isDirectory(folder)) {
            return Optional.of("The docs folder \"" + name + "\" does not exist");
        }
        return folder.toRealPath().startsWith(own.toRealPath())
                ? Optional.empty()
                : Optional.of("The docs folder \"" + name + "\" is a link out of the source");
    }

    SourceLocation place(String pointer) {
        return document.value(pointer).orElse(document.location());
    }

    void error(String pointer, String message, String hint) {
        add(Diagnostic.error(RULE, message), pointer, hint);
    }

    void warn(String ruleId, String pointer, String message, String hint) {
        add(Diagnostic.warning(ruleId, message), pointer, hint);
    }

    private void add(Diagnostic.Builder finding, String pointer, String hint) {
        finding.at(place(pointer)).pointer(pointer);
        findings.add(hint.isEmpty() ? finding.build() : finding.hint(hint).build());
    }
}
