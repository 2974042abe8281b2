package dev.portalsdk.model;

import java.util.Optional;

/** See {@link SourcePlaces#none()}. */
enum NoPlaces implements SourcePlaces {
    INSTANCE;

    @Override
    public Optional<SourceLocation> value(String pointer) {
        return Optional.empty();
    }

    @Override
    public Optional<SourceLocation> key(String pointer) {
        return Optional.empty();
    }
}
