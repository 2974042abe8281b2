package dev.portalsdk.model;

import java.util.Optional;

/** Where the keys and values of a document stand in its file. Implementations are immutable. */
public interface SourcePlaces {

    /**
     * Where a value starts.
     *
     * @param pointer JSON pointer from the document's root
     * @return empty if there is no such value, or no places are known
     */
    Optional<SourceLocation> value(String pointer);

    /**
     * Where the key of a value stands.
     *
     * @param pointer JSON pointer from the document's root
     * @return empty if there is no such value, it has no key (the root, an element of an array), or no places are known
     */
    Optional<SourceLocation> key(String pointer);

    /** No places: for what was made in code. */
    static SourcePlaces none() {
        return NoPlaces.INSTANCE;
    }
}
