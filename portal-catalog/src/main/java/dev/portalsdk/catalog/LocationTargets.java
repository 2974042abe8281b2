package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.LocationSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sources that a Location names, each by itself. Rules {@code location-target} and {@code location-type}. */
final class LocationTargets {
    private final Integrations integrations;

    LocationTargets(Integrations integrations) {
        this.integrations = integrations;
    }

    /** @param findings takes what is wrong with targets */
    List<Want> of(LocationSpec spec, EntityDescriptor descriptor, LocationRef location, List<Diagnostic> findings) {
        List<Want> wants = new ArrayList<>();
        List<String> targets = spec.allTargets();
        for (int i = 0; i < targets.size(); i++) {
            int index = i - (spec.target().isPresent() ? 1 : 0);
            String pointer = index < 0 ? "/spec/target" : "/spec/targets/" + index;
            String target = targets.get(i);
            try {
                LocationRef source = resolve(target, spec.type(), location);
                wants.add(new Want(source, spec.isOptional(), descriptor.location(pointer)));
            } catch (IllegalArgumentException e) {
                findings.add(Diagnostic.error(
                                "location-target", "The target \"" + target + "\" cannot be read: " + e.getMessage())
                        .at(descriptor, pointer)
                        .found(Value.Str.of(target))
                        .build());
            }
        }
        return wants;
    }

    private LocationRef resolve(String target, Optional<String> declaredType, LocationRef location) {
        boolean web = target.startsWith("https://") || target.startsWith("http://");
        String type = web ? "url" : declaredType.orElse(location.type());
        if (type.equals("url")) {
            return new LocationRef("url", web ? target : integrations.resolveUrl(target, base(location)));
        }
        if (!type.equals("file")) {
            throw new IllegalArgumentException(
                    "locations of type \"" + type + "\" are not known here; expected url or file");
        }
        if (location.type().equals("url")) {
            throw new IllegalArgumentException("what comes from " + location + " must not name files of this machine");
        }
        return new LocationRef("file", file(target, location));
    }

    private static String base(LocationRef location) {
        if (!location.type().equals("url")) {
            throw new IllegalArgumentException("it is relative, but " + location + " is no URL");
        }
        return location.target();
    }

    /** By name only, as a pattern is no path everywhere. */
    private static String file(String target, LocationRef location) {
        if (target.endsWith("/")) {
            throw new IllegalArgumentException("it is a directory; name its files, e.g. " + target + "*.yaml");
        }
        try {
            boolean absolute = target.startsWith("/")
                    || Path.of(target.replaceAll("[*?]", "x")).isAbsolute();
            return absolute ? target : normal(directory(location.target()) + "/" + target);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String directory(String file) {
        String path = file.replace('\\', '/');
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /** Takes out "." and "..", as far as they do not lead above the beginning. */
    static String normal(String path) {
        List<String> kept = new ArrayList<>();
        for (String name : path.replace('\\', '/').split("/", -1)) {
            boolean up = name.equals("..")
                    && !kept.isEmpty()
                    && !kept.get(kept.size() - 1).equals("..");
            if (up && kept.size() == 1 && kept.get(0).isEmpty()) {
                continue; // above the root is the root
            }
            if (up) {
                kept.remove(kept.size() - 1);
            } else if (!name.equals(".") && !(name.isEmpty() && !kept.isEmpty())) {
                kept.add(name);
            }
        }
        return String.join("/", kept);
    }
}
