package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.Glob;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source that is read for its readers. Guarded by the store's lock. */
class SourceState {
    final LocationRef ref;
    private final Map<Giver, Slot> readers = new LinkedHashMap<>();

    @Nullable
    SourceContent content;

    boolean readersChanged;

    /** When it was last read, be it in vain; null if never. */
    @Nullable
    Instant readAt;

    SourceState(LocationRef ref) {
        this.ref = ref;
    }

    /** Who wants it. */
    Map<Giver, Slot> readers() {
        return readers;
    }

    Claim.OfSource claim(long generation) {
        List<Claim.Reader> wanting = readers().values().stream()
                .map(slot -> new Claim.Reader(
                        slot.emitter().giver(),
                        slot.emitter().origin(slot),
                        slot.want().orElseThrow()))
                .toList();
        return new Claim.OfSource(ref, generation, wanting, Optional.ofNullable(content), readersChanged);
    }

    /** Whether it names files by a pattern. In a URL a question mark begins the query. */
    boolean isPattern() {
        String target = ref.target();
        return ref.type().equals("file") ? Glob.isPattern(target) : path(target).matches(".*[*{].*");
    }

    /** Whether a file may be one of those that a pattern names. */
    boolean matches(LocationRef file) {
        return file.type().equals(ref.type()) && Glob.of(path(ref.target())).matches(path(file.target()));
    }

    private String path(String target) {
        return ref.type().equals("file") ? target : target.split("[?#]", 2)[0];
    }

    CatalogFacts.Source described() {
        return new CatalogFacts.Source(
                ref, List.copyOf(readers().keySet()), Optional.ofNullable(readAt), Optional.ofNullable(content));
    }
}
