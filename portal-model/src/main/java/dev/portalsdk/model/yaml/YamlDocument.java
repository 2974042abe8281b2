package dev.portalsdk.model.yaml;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.SourcePlaces;
import dev.portalsdk.model.Value;
import java.util.Optional;

/** One document of a YAML or JSON file: its value, and where everything in it stands. Immutable. */
public final class YamlDocument implements SourcePlaces {
    private final String source;
    private final int index;
    private final Value value;
    private final PackedPlaces places;

    YamlDocument(String source, int index, Value value, PackedPlaces places) {
        this.source = source;
        this.index = index;
        this.value = value;
        this.places = places;
    }

    /** The file's path or URL, as the reader was given it. */
    public String source() {
        return source;
    }

    PackedPlaces places() {
        return places;
    }

    /** Which document of its file it is, from 0; documents without content do not count. */
    public int index() {
        return index;
    }

    /** The document: a mapping, a list or a scalar. */
    public Value value() {
        return value;
    }

    /** Where the document starts. */
    public SourceLocation location() {
        return places.root().valueLocation(source);
    }

    @Override
    public Optional<SourceLocation> value(String pointer) {
        return places.find(pointer, value).map(place -> place.valueLocation(source));
    }

    @Override
    public Optional<SourceLocation> key(String pointer) {
        return places.find(pointer, value).flatMap(place -> place.keyLocation(source));
    }
}
