package dev.portalsdk.model.yaml;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
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
            int index = Pointers.childIndex(value, segment);
            List<PlaceTree> list = place.children;
            if (index < 0 || list == null || index >= list.size()) {
                return Optional.empty();
            }
            place = list.get(index);
            value = value.at("/" + segment).orElseThrow();
        }
        return Optional.of(place);
    }
}
