package dev.portalsdk.techdocs;

import dev.portalsdk.model.Value;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a published site is made of: each file with the hash of its content. A file without a hash may be there, with
 * whatever content; that is how the manifest speaks of files that are about to be written or removed.
 */
record Manifest(SortedMap<String, String> hashes) {

    /** Beside the files of the site; readers do not get it. */
    static final String FILE = ".techdocs-manifest.json";

    private static final String UNKNOWN = "";

    static Manifest empty() {
        return new Manifest(new TreeMap<>());
    }

    /** Whatever is no manifest is an empty one: then everything is written. */
    static Manifest parse(String json) {
        Manifest manifest = empty();
        try {
            Value.parseJson(json)
                    .asObj()
                    .ifPresent(all -> all.forEach((path, hash) ->
                            manifest.hashes.put(path, hash.asString().orElse(UNKNOWN))));
            return manifest;
        } catch (IllegalArgumentException e) {
            return empty();
        }
    }

    boolean has(String path, String hash) {
        return hash.equals(hashes.get(path));
    }

    void addUnknown(String path) {
        hashes.put(path, UNKNOWN);
    }

    /** What may be said while another state is being written: only what is the same before and after. */
    Manifest onTheWayTo(Manifest after) {
        Manifest both = empty();
        hashes.keySet().forEach(both::addUnknown);
        after.hashes.forEach((path, hash) -> both.hashes.put(path, has(path, hash) ? hash : UNKNOWN));
        return both;
    }

    String toJson() {
        Value.Obj.Builder json = Value.Obj.builder();
        for (Map.Entry<String, String> file : hashes.entrySet()) {
            json.put(file.getKey(), file.getValue());
        }
        return json.build().toJson();
    }
}
