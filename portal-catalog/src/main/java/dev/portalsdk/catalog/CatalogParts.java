package dev.portalsdk.catalog;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.source.UrlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a catalog is made of, checked and complete. */
record CatalogParts(
        UrlReader urlReader,
        Integrations integrations,
        EntityValidator validator,
        List<AllowRule> allowRules,
        Map<String, CatalogProcessor> processors,
        Map<String, EntityRule> rules,
        Map<String, PlaceholderResolver> placeholders,
        OrphanStrategy orphans,
        CatalogListener listener) {

    /** These parts, and nobody is told what happens. */
    CatalogParts silent() {
        return new CatalogParts(
                urlReader,
                integrations,
                validator,
                allowRules,
                processors,
                rules,
                placeholders,
                orphans,
                CatalogListener.none());
    }

    /**
     * Changes when sources must be read and entities processed again though they are what they were: other kinds, policies, processors, allow rules or
     * versions of this library. Code is known by its class, so that a change inside it goes unnoticed until its class or name changes.
     */
    String fingerprint() {
        String version = Optional.ofNullable(CatalogParts.class.getPackage().getImplementationVersion())
                .orElse("");
        List<String> kinds = validator.kinds().kinds().stream()
                .map(CatalogParts::described)
                .sorted()
                .toList();
        List<String> policies =
                validator.policies().stream().map(CatalogParts::code).toList();
        List<String> allowed =
                allowRules.stream().map(rule -> rule + "#" + rule.hashCode()).toList();
        return String.join(
                "|",
                version,
                kinds.toString(),
                policies.toString(),
                named(processors),
                named(rules),
                named(placeholders),
                allowed.toString());
    }

    /** All of a kind that decides what becomes of an entity. */
    private static String described(Kind<?> kind) {
        StringBuilder schemas = new StringBuilder(kind.schema().toJson());
        new TreeMap<>(kind.annotations())
                .forEach((key, schema) -> schemas.append(key).append(schema.toJson()));
        return String.join(
                " ",
                kind.name(),
                kind.apiVersions().toString(),
                kind.specType().getName(),
                kind.relationFields().toString(),
                ContentHash.of(schemas.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static String named(Map<String, ?> parts) {
        StringBuilder names = new StringBuilder();
        parts.forEach((name, part) ->
                names.append(name).append('=').append(code(part)).append(','));
        return names.toString();
    }

    /** Lambdas of one class cannot be told apart: their names are not the same in each process. */
    private static String code(Object part) {
        return part.getClass().getName().replaceAll("\\$\\$Lambda.*", "");
    }
}
