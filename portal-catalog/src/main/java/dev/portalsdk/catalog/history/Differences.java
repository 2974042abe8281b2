package dev.portalsdk.catalog.history;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is different between two versions of an entity, as they were shown. */
final class Differences {
    private final List<Difference> found = new ArrayList<>();

    /** A value that is not what it was. */
    record Difference(String pointer, Optional<Value> before, Optional<Value> after) {}

    private Differences() {}

    static List<Difference> between(Optional<StitchedEntity> before, Optional<StitchedEntity> after) {
        return ofValues(before.map(Differences::said), after.map(Differences::said));
    }

    static List<Difference> ofValues(Optional<Value> before, Optional<Value> after) {
        Differences differences = new Differences();
        differences.compare("", before, after);
        return differences.found;
    }

    /** All that is shown, but for what only tells versions apart. */
    private static Value said(StitchedEntity entity) {
        Value.Obj whole = entity.toValue();
        return whole.with(
                "metadata",
                whole.obj("metadata")
                        .orElseGet(Value.Obj::empty)
                        .without("etag")
                        .without("uid"));
    }

    private void compare(String pointer, Optional<Value> before, Optional<Value> after) {
        if (before.equals(after)) {
            return;
        }
        if (before.isPresent() && after.isPresent()) {
            if (before.get() instanceof Value.Obj one && after.get() instanceof Value.Obj other) {
                compareKeys(pointer, one, other);
                return;
            }
            if (before.get() instanceof Value.Arr one
                    && after.get() instanceof Value.Arr other
                    && one.size() == other.size()) {
                for (int i = 0; i < one.size(); i++) {
                    compare(pointer + "/" + i, Optional.of(one.get(i)), Optional.of(other.get(i)));
                }
                return;
            }
        }
        found.add(new Difference(pointer, before, after));
    }

    private void compareKeys(String pointer, Value.Obj one, Value.Obj other) {
        Set<String> keys = new LinkedHashSet<>(other.keys());
        keys.addAll(one.keys());
        for (String key : keys) {
            String step = key.replace("~", "~0").replace("/", "~1");
            compare(pointer + "/" + step, one.get(key), other.get(key));
        }
    }
}
