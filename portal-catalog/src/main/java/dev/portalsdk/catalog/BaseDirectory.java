package dev.portalsdk.catalog;

import dev.portalsdk.model.LocationRef;
import java.nio.file.Path;

/** From where relative files of configured and registered locations are meant. */
record BaseDirectory(Path path) {

    /** A file with its whole path; anything else as it is. */
    LocationRef absolute(LocationRef location) {
        if (!location.type().equals("file")) {
            return location;
        }
        boolean rooted = location.target().startsWith("/") || location.target().matches("[A-Za-z]:[/\\\\].*");
        String base = path.toAbsolutePath().normalize().toString();
        return rooted ? location : new LocationRef("file", LocationTargets.normal(base + "/" + location.target()));
    }
}
