package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a repository has besides its commits: settings by the path that sets them, and numbered things such as issues. For many threads. */
final class ForgeShelf {
    private final Map<String, Value> settings = new LinkedHashMap<>();
    private final Map<String, List<Value.Obj>> things = new LinkedHashMap<>();
    private int numbers;

    synchronized void set(String path, Value value) {
        settings.put(path, value);
    }

    synchronized Optional<Value> setting(String path) {
        return Optional.ofNullable(settings.get(path));
    }

    synchronized boolean unset(String path) {
        return settings.remove(path) != null;
    }

    /** Issues and pull requests share their numbers, as at GitHub; here everything does. */
    synchronized int nextNumber() {
        return ++numbers;
    }

    synchronized void add(String collection, Value.Obj thing) {
        things.computeIfAbsent(collection, name -> new ArrayList<>()).add(thing);
    }

    synchronized List<Value.Obj> all(String collection) {
        return List.copyOf(things.getOrDefault(collection, List.of()));
    }

    /** By a member that identifies it. */
    synchronized Optional<Value.Obj> find(String collection, String member, String value) {
        return all(collection).stream()
                .filter(thing ->
                        thing.get(member).map(Object::toString).orElse("").equals(value)
                                || thing.string(member).equals(Optional.of(value)))
                .findFirst();
    }

    synchronized void replace(String collection, Value.Obj old, Value.Obj changed) {
        List<Value.Obj> all = things.getOrDefault(collection, new ArrayList<>());
        int index = all.indexOf(old);
        if (index >= 0) {
            all.set(index, changed);
        }
    }

    synchronized boolean remove(String collection, Value.Obj thing) {
        return things.getOrDefault(collection, new ArrayList<>()).remove(thing);
    }
}
