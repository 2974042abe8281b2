package dev.portalsdk.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An entity's {@code metadata}, in the author's spelling.
 *
 * @param name as written
 * @param namespace as written, {@value EntityRef#DEFAULT_NAMESPACE} if the author wrote none
 * @param title text to show instead of the name
 * @param description text of one or more lines
 * @param labels short values to select by
 * @param annotations values for programs
 * @param tags words to find it by
 * @param links places to go to
 * @param uid the catalog's own id, once it has one
 * @param etag changes whenever the entity does, once the catalog has set it or the source supplied it
 * @param value all of the metadata, with the fields that no component here is made of
 */
public record Metadata(
        String name,
        String namespace,
        Optional<String> title,
        Optional<String> description,
        Map<String, String> labels,
        Map<String, String> annotations,
        List<String> tags,
        List<Link> links,
        Optional<String> uid,
        Optional<String> etag,
        Value.Obj value) {

    /** Copies the collections. */
    public Metadata {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        tags = List.copyOf(tags);
        links = List.copyOf(links);
    }

    /** Reads metadata that the validator accepted. */
    static Metadata of(Value.Obj metadata) {
        return new Metadata(
                metadata.string("name").orElse(""),
                metadata.string("namespace").orElse(EntityRef.DEFAULT_NAMESPACE),
                metadata.string("title"),
                metadata.string("description"),
                texts(metadata, "labels"),
                texts(metadata, "annotations"),
                metadata.arr("tags").map(Value.Arr::strings).orElse(List.of()),
                links(metadata),
                metadata.string("uid"),
                metadata.string("etag"),
                metadata);
    }

    /** The value of an annotation. */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations.get(key));
    }

    /** The value of a label. */
    public Optional<String> label(String key) {
        return Optional.ofNullable(labels.get(key));
    }

    private static Map<String, String> texts(Value.Obj metadata, String field) {
        Map<String, String> texts = new LinkedHashMap<>();
        metadata.obj(field)
                .ifPresent(
                        map -> map.forEach((key, value) -> value.asString().ifPresent(text -> texts.put(key, text))));
        return texts;
    }

    private static List<Link> links(Value.Obj metadata) {
        return metadata.arr("links").stream()
                .flatMap(links -> links.values().stream())
                .flatMap(link -> link.asObj().stream())
                .flatMap(link -> link.string("url").stream()
                        .map(url -> new Link(url, link.string("title"), link.string("icon"), link.string("type"))))
                .toList();
    }
}
