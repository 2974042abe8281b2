package dev.portalsdk.catalog;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.source.UrlReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Changes when entities must be processed again though they are what they were: other kinds, processors, rules or versions of this library. */
    String fingerprint() {
        String version = Optional.ofNullable(CatalogParts.class.getPackage().getImplementationVersion())
                .orElse("");
        List<String> kinds =
                validator.kinds().kinds().stream().map(Kind::name).sorted().toList();
        return String.join("|", version, kinds.toString(), named(processors), named(rules), named(placeholders));
    }

    private static String named(Map<String, ?> parts) {
        StringBuilder names = new StringBuilder();
        parts.forEach((name, part) -> names.append(name)
                .append('=')
                .append(part.getClass().getName().replaceAll("\\$\\$Lambda.*", ""))
                .append(','));
        return names.toString();
    }
}
