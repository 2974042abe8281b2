package dev.portalsdk.catalog.run;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** What one provider keeps: {@link ProviderState} without the names of others. For any number of threads. */
public final class ProviderMemory {
    private final String provider;
    private final ProviderState state;

    /** @param provider its name */
    public ProviderMemory(String provider, ProviderState state) {
        this.provider = Objects.requireNonNull(provider);
        this.state = Objects.requireNonNull(state);
    }

    /** What is kept under a key, if anything. */
    public Optional<ProviderState.Entry> find(String key) {
        return state.find(provider, key);
    }

    /** @see ProviderState#replace */
    public OptionalLong replace(String key, String text, long generation) {
        return state.replace(provider, key, text, generation);
    }

    /** @see ProviderState#remove */
    public boolean remove(String key, long generation) {
        return state.remove(provider, key, generation);
    }
}
