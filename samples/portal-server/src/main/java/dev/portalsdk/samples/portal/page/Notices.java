package dev.portalsdk.samples.portal.page;

import java.util.Map;
import java.util.Optional;

/** What a page says at its top after something was done: a fixed set, since the address names which. */
final class Notices {
    private static final Map<String, String> TEXTS = Map.of(
            "registered", "The location was registered.",
            "removed", "The location was removed.",
            "refreshed", "Read again: this is how it is now.",
            "deleted", "The entity was removed from the catalog.",
            "cancelled", "The task was told to stop.",
            "signed-out", "You have signed out.",
            "built", "The documentation was built.");

    private Notices() {}

    static Optional<String> text(String name) {
        return Optional.ofNullable(TEXTS.get(name));
    }
}
