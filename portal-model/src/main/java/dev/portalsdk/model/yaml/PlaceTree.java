package dev.portalsdk.model.yaml;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a value and its key stand, and the same for its children in their order: the shape of the value tree, holding places only.
 *
 * <p>Children lie in the order of the value's keys or elements, so no key is held twice.
 */
final class PlaceTree {
    private final int line;
    private final int column;
    private int keyLine;
    private int keyColumn;
    private @Nullable List<PlaceTree> children;
    private volatile @Nullable Map<String, Integer> positions;

    /** Line and column count from 0. */
    PlaceTree(int line, int column) {
        this.line = line;
        this.column = column;
        this.keyLine = -1;
    }

    PlaceTree withKey(int atLine, int atColumn) {
        keyLine = atLine;
        keyColumn = atColumn;
        return this;
    }

    void add(PlaceTree child) {
        List<PlaceTree> list = children;
        if (list == null) {
            list = new ArrayList<>(4);
            children = list;
        }
        list.add(child);
    }

    /** A copy that stands behind another key: for an alias, whose value stands where its anchor does. */
    PlaceTree copy() {
        PlaceTree copy = new PlaceTree(line, column);
        copy.children = children;
        return copy;
    }

    SourceLocation valueLocation(String source) {
        return new SourceLocation(source, line + 1, column + 1);
    }

    Optional<SourceLocation> keyLocation(String source) {
        return keyLine < 0 ? Optional.empty() : Optional.of(new SourceLocation(source, keyLine + 1, keyColumn + 1));
    }

    Optional<PlaceTree> find(String pointer, Value root) {
        PlaceTree place = this;
        Value value = root;
        for (String segment : Pointers.segments(pointer)) {
            int index = place.childIndex(value, segment);
            List<PlaceTree> list = place.children;
            if (index < 0 || list == null || index >= list.size()) {
                return Optional.empty();
            }
            place = list.get(index);
            value = value.at("/" + segment).orElseThrow();
        }
        return Optional.of(place);
    }

    /** Position of a child of the value that this place belongs to; -1 if there is none. */
    private int childIndex(Value value, String segment) {
        if (value instanceof Value.Obj obj) {
            return positions(obj).getOrDefault(Pointers.unescaped(segment), -1);
        }
        boolean exists = value instanceof Value.Arr && value.at("/" + segment).isPresent();
        return exists ? Integer.parseInt(segment) : -1;
    }

    /** Made at the first look-up and kept, as a mapping may have very many keys and as many findings. */
    private Map<String, Integer> positions(Value.Obj obj) {
        Map<String, Integer> known = positions;
        if (known == null) {
            Map<String, Integer> made = new HashMap<>();
            obj.forEach((key, child) -> made.put(key, made.size()));
            positions = made;
            return made;
        }
        return known;
    }
}
