package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.SourceLocation;
import java.util.List;
import java.util.Optional;

/** An entry of {@code nav} as configured. */
sealed interface NavEntry {

    /** {@code - Title: page.md}, {@code - page.md}, {@code - Title: https://…}. */
    record Leaf(Optional<String> title, String target, SourceLocation location) implements NavEntry {}

    /** {@code - Title: [ … ]}, or an included site with a {@code nav} of its own. */
    record Section(String title, List<NavEntry> children) implements NavEntry {
        public Section {
            children = List.copyOf(children);
        }
    }

    /** An included site without {@code nav}: every page below a prefix. */
    record Folder(String title, String prefix) implements NavEntry {}
}
