package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which claims the target may be told already. Who came first holds a ref, and the target does not know who that was: so it is told the claims that hold
 * first, and those that lose against them once those are visible.
 *
 * <p>A claim that holds may be made by the very entity that another claim to the ref brought about. Then nothing comes of telling it first, and all
 * claims are told at once.
 */
final class Holders {
    private final Set<EntityRef> contested;
    private final Map<EntityRef, StoreContents.Known> from;
    private final Map<EntityRef, StoreContents.Known> to;

    /** @param contested refs that several claim, of those that will be asked for */
    Holders(StoreContents from, StoreContents to, Set<EntityRef> contested) {
        this.contested = contested;
        this.from = contested.isEmpty() ? Map.of() : from.entities(contested);
        this.to = contested.isEmpty() ? Map.of() : to.entities(contested);
    }

    /** A document that claims a ref: whoever gives it, it is the same. */
    private record Key(LocationRef location, int documentIndex) {
        static Key of(ProvidedEntity offered) {
            return new Key(offered.location(), offered.descriptor().documentIndex());
        }
    }

    private static Optional<Key> holder(Map<EntityRef, StoreContents.Known> in, EntityRef ref) {
        return Optional.ofNullable(in.get(ref)).flatMap(Holders::holder);
    }

    private static Optional<Key> holder(StoreContents.Known known) {
        return known.held().map(held -> Key.of(held.offered()));
    }

    /** Whether the same document is in use. */
    static boolean agree(StoreContents.Known known, StoreContents.Known copied) {
        return holder(known).equals(holder(copied));
    }

    private static Optional<LocationRef> shown(Map<EntityRef, StoreContents.Known> in, EntityRef ref) {
        return Optional.ofNullable(in.get(ref))
                .flatMap(StoreContents.Known::visible)
                .map(visible -> visible.location());
    }

    /** Whether the one that is to hold it does, and is seen to, unless nothing is to be seen of it any longer. */
    private boolean agree(EntityRef ref) {
        return holder(from, ref).equals(holder(to, ref))
                && (shown(from, ref).equals(shown(to, ref)) || !isAccepted(from.get(ref)));
    }

    private static boolean isAccepted(StoreContents.@Nullable Known known) {
        return known != null && known.accepted().isPresent();
    }

    boolean mayBeTold(ProvidedEntity offered) {
        return !contested.contains(offered.ref())
                || holder(from, offered.ref()).equals(Optional.of(Key.of(offered)))
                || agree(offered.ref());
    }

    /** Of what somebody gives, what may be told. */
    Emission told(Emission emission) {
        return new Emission(emission.entities().stream().filter(this::mayBeTold).toList(), emission.findings());
    }
}
