package dev.portalsdk.catalog.inspect;

import dev.portalsdk.model.SourceLocation;
import java.util.Optional;

/**
 * Where one value of a visible entity comes from.
 *
 * @param pointer JSON pointer to the value in the entity as it is shown; of arrays and objects that hold something, their members are told of instead
 * @param by who made the value
 * @param name the processor's, the placeholder as it was written, or the entity that declares the relation; empty where there is nothing to name
 * @param place where it is written; empty for what nobody wrote, and for entities made in code
 */
public record FieldOrigin(String pointer, By by, String name, Optional<SourceLocation> place) {

    /** Who makes values. */
    public enum By {
        /** Whoever wrote the descriptor. */
        AUTHOR("as written"),
        /** A placeholder that the author wrote. */
        PLACEHOLDER("placeholder"),
        /** A processor of the host's. */
        PROCESSOR("processor"),
        /** A policy, where the author said nothing. */
        POLICY("default by policy"),
        /** The catalog itself: annotations of the location, uid, etag, status. */
        CATALOG("the catalog"),
        /** A field of this or another entity that makes a relation. */
        RELATION("declared by"),
        /** A version that was accepted earlier, and whose text is no longer there to be shown. */
        EARLIER_VERSION("an earlier version, still shown");

        private final String words;

        By(String words) {
            this.words = words;
        }
    }

    /** The same origin of another value. */
    public FieldOrigin at(String otherPointer) {
        return new FieldOrigin(otherPointer, by, name, place);
    }

    /** {@code /spec/owner: as written, catalog-info.yaml:8:10}. */
    @Override
    public String toString() {
        String who = name.isEmpty() ? by.words : by.words + " " + name;
        return pointer + ": " + who + place.map(where -> ", " + where).orElse("");
    }
}
