package dev.portalsdk.catalog;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.source.UrlReader;
import java.util.List;
import java.util.Map;

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
        CatalogListener listener) {}
