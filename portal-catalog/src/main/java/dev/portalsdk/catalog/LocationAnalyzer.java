package dev.portalsdk.catalog;

import dev.portalsdk.catalog.inspect.LocationAnalysis;
import dev.portalsdk.catalog.inspect.LocationAnalysis.ExistingDocument;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.Glob;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for descriptor files in a repository or directory, and proposes one where there is none. */
// As Backstage's RepoLocationAnalyzer and its GithubLocationAnalyzer, which looks in the whole repository whatever file
// or directory is named.
final class LocationAnalyzer {
    private static final int MAX_NAME = 63;
    private static final Map<String, String> SLUG_ANNOTATIONS =
            Map.of("github", "github.com/project-slug", "gitlab", "gitlab.com/project-slug");

    private final Integrations integrations;
    private final SourceLoader loader;
    private final CatalogFacts facts;

    LocationAnalyzer(CatalogSettings settings) {
        CatalogParts parts = settings.parts();
        this.integrations = parts.integrations();
        this.loader = new SourceLoader(
                parts.urlReader(), parts.validator(), settings.resources().workers());
        this.facts = settings.store().facts();
    }

    LocationAnalysis analyze(LocationRef location, String fileName) {
        if (Glob.isPattern(fileName) || fileName.contains("/")) {
            throw new IllegalArgumentException("\"" + fileName + "\" is not the name of one file");
        }
        Optional<ScmUrl> repository = integrations.parse(location.target());
        SourceContent content = read(source(location, repository, fileName));
        List<ExistingDocument> existing = existing(content);
        List<Diagnostic> findings = new ArrayList<>();
        content.failures().stream()
                .filter(failure -> !content.missing())
                .forEach(failure -> findings.add(placed(failure, location)));
        content.files().forEach(file -> findings.addAll(file.findings()));
        boolean nothing = content.missing() && existing.isEmpty();
        return new LocationAnalysis(
                existing, nothing ? Optional.of(generated(location, repository)) : Optional.empty(), findings);
    }

    private SourceContent read(LocationRef source) {
        return loader.load(new Claim.OfSource(source, 0, List.of(), Optional.empty(), false));
    }

    private LocationRef source(LocationRef location, Optional<ScmUrl> repository, String fileName) {
        if (!location.type().equals("url") && !location.type().equals("file")) {
            throw new IllegalArgumentException(
                    "A location of type \"" + location.type() + "\" cannot be analyzed; expected url or file");
        }
        if (repository.isPresent()) {
            ScmUrl root = repository.get().withPath("").withView(ScmUrl.View.TREE);
            String url = integrations.byUrl(location.target()).orElseThrow().webUrl(root);
            return new LocationRef("url", trimmed(url) + "/**/" + fileName);
        }
        boolean file = location.type().equals("url") || location.target().matches(".*\\.(ya?ml|json)");
        return file ? location : new LocationRef("file", trimmed(location.target()) + "/**/" + fileName);
    }

    private static String trimmed(String path) {
        return path.replaceAll("/+$", "");
    }

    private List<ExistingDocument> existing(SourceContent content) {
        Set<LocationRef> known = new HashSet<>();
        facts.sources().forEach(source -> source.content()
                .ifPresent(read -> read.files().forEach(file -> known.add(file.location()))));
        List<ExistingDocument> existing = new ArrayList<>();
        for (SourceContent.File file : content.files()) {
            for (EntityDescriptor descriptor : file.documents()) {
                existing.add(new ExistingDocument(file.location(), known.contains(file.location()), descriptor));
            }
        }
        return existing;
    }

    private static Diagnostic placed(Diagnostic failure, LocationRef location) {
        return Diagnostic.error(failure.ruleId(), failure.message())
                .at(SourceLocation.startOf(location.target()))
                .build();
    }

    private Value.Obj generated(LocationRef location, Optional<ScmUrl> repository) {
        String name = repository.map(ScmUrl::name).orElseGet(() -> lastName(location.target()));
        Value.Obj.Builder metadata = Value.Obj.builder().put("name", entityName(name));
        repository
                .flatMap(place -> slugAnnotation(location))
                .ifPresent(key -> metadata.put(
                        "annotations", Value.Obj.of(key, repository.get().slug())));
        return Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "Component", "metadata", metadata.build())
                .with("spec", Value.Obj.of("type", "other", "lifecycle", "unknown"));
    }

    private Optional<String> slugAnnotation(LocationRef location) {
        return integrations.byUrl(location.target()).map(host -> SLUG_ANNOTATIONS.get(host.type()));
    }

    private static String lastName(String target) {
        String path = trimmed(target.replace('\\', '/').split("[?#]", 2)[0]);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The nearest name that an entity may have. */
    private static String entityName(String text) {
        String name = text.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("([-_.])[-_.]+", "$1");
        String cut = name.substring(0, Math.min(MAX_NAME, name.length())).replaceAll("^[-_.]+|[-_.]+$", "");
        return cut.isEmpty() ? "component" : cut;
    }
}
