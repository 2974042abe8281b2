package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a ref: of an entity, or only of the end of a relation. Immutable.
 *
 * @param entity null if there is none yet, or none any more
 * @param incoming relations that others declare to it
 * @param fingerprint of all of its relations, whichever end declared them; their order does not matter
 */
record Node(RefRow id, @Nullable StitchedEntity entity, Incoming incoming, long fingerprint) {

    static Node of(RefRow id) {
        return new Node(id, null, Incoming.NONE, 0);
    }

    int row() {
        return id.row();
    }

    EntityRef ref() {
        return id.ref();
    }

    boolean isVoid() {
        return entity == null && incoming.isEmpty();
    }

    Node withEntity(@Nullable StitchedEntity other) {
        return new Node(id, other, incoming, fingerprint);
    }

    Node withIncoming(Incoming other, long otherFingerprint) {
        return new Node(id, entity, other, otherFingerprint);
    }
}
