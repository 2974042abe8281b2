package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.internal.Fingerprint;
import dev.portalsdk.model.EntityRef;

/** Numbers that tell sets of relations apart: the sum over the set, so that one relation more or less is one addition. The same in every process. */
final class Fingerprints {
    private Fingerprints() {}

    /** Of a relation, as the entity at one of its ends sees it. */
    static long of(String type, String inverse, EntityRef farEnd) {
        return new Fingerprint()
                .add(type)
                .add(inverse)
                .add(farEnd.kind())
                .add(farEnd.namespace())
                .add(farEnd.name())
                .summand();
    }
}
