package dev.portalsdk.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The extensions of one builder. */
final class Extensions {
    private final CatalogBuilder builder;
    private final Set<String> names = new HashSet<>();

    Extensions(CatalogBuilder builder) {
        this.builder = builder;
    }

    void add(CatalogExtension extension) {
        String name = extension.name();
        if (!names.add(name)) {
            builder.mistakes.add("two extensions are named \"" + name + "\"");
            return;
        }
        try {
            extension.extend(builder);
        } catch (RuntimeException e) {
            builder.mistakes.add("the extension \"" + name + "\" failed: " + e);
        }
    }

    /** Those that the class path offers, in order of their names, but for those that are there already. */
    void discover() {
        List<CatalogExtension> found = new ArrayList<>();
        try {
            ServiceLoader.load(CatalogExtension.class).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            builder.mistakes.add("an extension that the class path offers cannot be loaded: " + e.getMessage());
        }
        Set<String> given = Set.copyOf(names);
        found.stream()
                .filter(extension -> !given.contains(extension.name()))
                .sorted(Comparator.comparing(CatalogExtension::name))
                .forEach(this::add);
    }
}
