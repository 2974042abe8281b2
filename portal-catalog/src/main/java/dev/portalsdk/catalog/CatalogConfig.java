package dev.portalsdk.catalog;

import dev.portalsdk.config.Config;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the part {@code catalog} of app-config.yaml: {@code rules}, {@code locations}, {@code orphanStrategy}, {@code orphanProviderStrategy},
 * {@code readonly}, {@code defaultLocationConflictStrategy}, {@code processingInterval}, {@code providerOptions.<name>.disabled} and
 * {@code processorOptions.<name>.disabled}.
 */
final class CatalogConfig {
    private final CatalogBuilder builder;

    private CatalogConfig(CatalogBuilder builder) {
        this.builder = builder;
    }

    static void read(Config appConfig, CatalogBuilder builder) {
        Config catalog = appConfig.at("catalog");
        CatalogConfig reading = new CatalogConfig(builder);
        reading.rules(catalog);
        catalog.list("locations").forEach(reading::location);
        reading.orphans(catalog);
        catalog.bool("readonly").ifPresent(builder::readOnly);
        reading.conflicts(catalog);
        reading.formerProviders(catalog);
        reading.interval(catalog);
        builder.disabledProviders.addAll(disabled(catalog.at("providerOptions")));
        builder.disabledProcessors.addAll(disabled(catalog.at("processorOptions")));
    }

    /** The names whose options say {@code disabled: true}; they may hold dots. */
    private static List<String> disabled(Config options) {
        List<String> names = new ArrayList<>();
        options.root().forEach((name, option) -> {
            Optional<Value> disabled = option.asObj().flatMap(object -> object.get("disabled"));
            if (disabled.isPresent() && !(disabled.get() instanceof Value.Bool)) {
                throw options.invalid(name + ".disabled", "true or false");
            }
            if (disabled.equals(Optional.of(Value.Bool.TRUE))) {
                names.add(name);
            }
        });
        return names;
    }

    private void rules(Config catalog) {
        if (catalog.has("rules")) {
            builder.allowNothing();
            catalog.list("rules").forEach(rule -> builder.allow(new AllowRule(kinds(rule), origins(rule))));
        }
    }

    private void location(Config location) {
        String type = location.requireString("type");
        String target = location.requireString("target");
        LocationRef ref;
        try {
            ref = builder.base().absolute(new LocationRef(type, target));
        } catch (IllegalArgumentException e) {
            throw location.invalid("target", "a file or URL to read (" + e.getMessage() + ")");
        }
        if (!type.equals("file") && !type.equals("url")) {
            throw location.invalid("type", "file or url");
        }
        SourceLocation place = location.location("target").orElseGet(() -> SourceLocation.startOf("app-config.yaml"));
        builder.configured.add(LocationEntities.of(ref, place));
        // As Backstage: rules of a location allow more; they do not restrict.
        for (Config rule : location.list("rules")) {
            builder.allowAlso(new AllowRule(kinds(rule), List.of()).forOrigin(ref));
        }
    }

    private static List<AllowRule.AllowedKind> kinds(Config rule) {
        List<AllowRule.AllowedKind> kinds = new ArrayList<>();
        List<Value> allowed = rule.value("allow")
                .flatMap(Value::asArr)
                .map(Value.Arr::values)
                .orElseThrow(() -> rule.missing("allow", "a list of kinds"));
        for (int i = 0; i < allowed.size(); i++) {
            String at = "allow[" + i + "]";
            kinds.add(kind(allowed.get(i)).orElseThrow(() -> rule.invalid(at, "a kind, or {kind, 'spec.type'}")));
        }
        return kinds;
    }

    private static Optional<AllowRule.AllowedKind> kind(Value allowed) {
        return allowed.asString()
                .map(kind -> new AllowRule.AllowedKind(kind, Optional.empty()))
                .or(() -> allowed.asObj().flatMap(object -> object.string("kind")
                        .map(kind -> new AllowRule.AllowedKind(kind, object.string("spec.type")))));
    }

    private static List<AllowRule.OriginMatch> origins(Config rule) {
        List<AllowRule.OriginMatch> origins = new ArrayList<>();
        for (Config location : rule.list("locations")) {
            try {
                origins.add(new AllowRule.OriginMatch(
                        location.requireString("type"), location.string("exact"), location.string("pattern")));
            } catch (IllegalArgumentException e) {
                throw location.invalid("pattern", "one of \"exact\" and \"pattern\" (" + e.getMessage() + ")");
            }
        }
        return origins;
    }

    private void orphans(Config catalog) {
        Optional<String> strategy = catalog.string("orphanStrategy");
        if (strategy.isPresent()) {
            builder.orphans(
                    switch (strategy.get()) {
                        case "keep" -> OrphanStrategy.keep();
                        case "delete" -> OrphanStrategy.delete();
                        default -> throw catalog.invalid("orphanStrategy", "keep or delete");
                    });
        }
    }

    private void conflicts(Config catalog) {
        Optional<String> strategy = catalog.string("defaultLocationConflictStrategy");
        if (strategy.isPresent()) {
            builder.onLocationConflict(
                    switch (strategy.get()) {
                        case "reject" -> OnConflict.REJECT;
                        case "refresh" -> OnConflict.REFRESH;
                        default -> throw catalog.invalid("defaultLocationConflictStrategy", "reject or refresh");
                    });
        }
    }

    private void formerProviders(Config catalog) {
        Optional<String> strategy = catalog.string("orphanProviderStrategy");
        if (strategy.isPresent()) {
            builder.evictProviders(
                    switch (strategy.get()) {
                        case "keep" -> false;
                        case "delete" -> true;
                        default -> throw catalog.invalid("orphanProviderStrategy", "keep or delete");
                    });
        }
    }

    /** {@code false} means never. */
    private void interval(Config catalog) {
        boolean never = catalog.value("processingInterval")
                .filter(Value.Bool.FALSE::equals)
                .isPresent();
        if (!never) {
            catalog.duration("processingInterval").ifPresent(builder::refreshEvery);
        }
    }
}
