package dev.portalsdk.catalog.query;

import dev.portalsdk.model.RelationType;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** The relations that others declare to an entity: for each type the rows of those that do. Immutable, but for what an {@link Edit} owns. */
final class Incoming {
    static final Incoming NONE = new Incoming(new RelationType[0], new Posting[0]);

    private final RelationType[] types;
    private final Posting[] sources;

    private Incoming(RelationType[] types, Posting[] sources) {
        this.types = types;
        this.sources = sources;
    }

    boolean isEmpty() {
        return types.length == 0;
    }

    Posting sources(RelationType type) {
        int at = indexOf(type);
        return at < 0 ? Posting.NONE : sources[at];
    }

    void forEach(BiConsumer<RelationType, Posting> action) {
        for (int i = 0; i < types.length; i++) {
            action.accept(types[i], sources[i]);
        }
    }

    /** With these sources for a type; none if they are empty. */
    Incoming with(RelationType type, Posting rows) {
        int at = indexOf(type);
        if (rows.isEmpty()) {
            return at < 0 ? this : without(at);
        }
        boolean isNew = at < 0;
        int place = isNew ? types.length : at;
        if (!isNew && sources[place] == rows) {
            return this;
        }
        RelationType[] moreTypes = isNew ? Arrays.copyOf(types, types.length + 1) : types;
        Posting[] more = Arrays.copyOf(sources, moreTypes.length);
        if (isNew) {
            moreTypes[place] = type;
        }
        more[place] = rows;
        return new Incoming(moreTypes, more);
    }

    private Incoming without(int at) {
        int left = types.length - 1;
        if (left == 0) {
            return NONE;
        }
        RelationType[] fewerTypes = Arrays.copyOf(types, left);
        Posting[] fewer = Arrays.copyOf(sources, left);
        System.arraycopy(types, at + 1, fewerTypes, at, left - at);
        System.arraycopy(sources, at + 1, fewer, at, left - at);
        return new Incoming(fewerTypes, fewer);
    }

    private int indexOf(RelationType type) {
        for (int i = 0; i < types.length; i++) {
            if (types[i].equals(type)) {
                return i;
            }
        }
        return -1;
    }
}
