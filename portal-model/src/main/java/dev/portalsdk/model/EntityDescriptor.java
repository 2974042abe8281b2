package dev.portalsdk.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One document as its author wrote it, not yet checked, with the place of every key and value.
 *
 * <p>The first of three stages: an {@link EntityValidator} makes an {@link Entity} of it, and the catalog stitches that together with what other
 * entities say.
 */
public final class EntityDescriptor {
    private final Value.Obj root;
    private final String source;
    private final int documentIndex;
    private final SourcePlaces places;

    private EntityDescriptor(Value.Obj root, String source, int documentIndex, SourcePlaces places) {
        this.root = root;
        this.source = source;
        this.documentIndex = documentIndex;
        this.places = places;
    }

    /** A descriptor made in code: without source and places. */
    public static EntityDescriptor of(Value.Obj root) {
        return of(root, "", 0, SourcePlaces.none());
    }

    /** A descriptor without places. */
    public static EntityDescriptor of(Value.Obj root, String source) {
        return of(root, source, 0, SourcePlaces.none());
    }

    /**
     * A descriptor read from a file.
     *
     * @param root the document
     * @param source the file's path or URL
     * @param documentIndex which document of the file it is, from 0
     * @param places where its keys and values stand
     */
    public static EntityDescriptor of(Value.Obj root, String source, int documentIndex, SourcePlaces places) {
        return new EntityDescriptor(root, source, documentIndex, places);
    }

    /** The document. */
    public Value.Obj root() {
        return root;
    }

    /** The file's path or URL; empty if it was made in code. */
    public String source() {
        return source;
    }

    /** Which document of its file it is, from 0. */
    public int documentIndex() {
        return documentIndex;
    }

    /**
     * The place of the value at fault: of the value itself, or, if the pointer leads nowhere, of the key of the nearest mapping around it that is
     * there. So a missing {@code /spec/owner} is reported at the key {@code spec}.
     *
     * @return empty if no places are known
     */
    public Optional<SourceLocation> location(String pointer) {
        Optional<SourceLocation> exact = places.value(pointer);
        if (exact.isPresent()) {
            return exact;
        }
        for (String around = pointer; !around.isEmpty(); ) {
            around = JsonPointers.parent(around);
            Optional<SourceLocation> place = keyLocation(around);
            if (place.isPresent()) {
                return place;
            }
        }
        return Optional.empty();
    }

    /** The place of the key of a value; of the value itself if it has no key (the root, an element of an array). */
    public Optional<SourceLocation> keyLocation(String pointer) {
        return places.key(pointer).or(() -> places.value(pointer));
    }

    /** Where its keys and values stand. */
    public SourcePlaces places() {
        return places;
    }

    /** This descriptor with another document. Places are kept: what a processor changed is reported where the original stood. */
    public EntityDescriptor withRoot(Value.Obj changed) {
        return new EntityDescriptor(changed, source, documentIndex, places);
    }

    /** {@code apiVersion}, if it is a text. */
    public Optional<String> apiVersion() {
        return root.string("apiVersion");
    }

    /** {@code kind}, if it is a text. */
    public Optional<String> kind() {
        return root.string("kind");
    }

    /** {@code metadata}, empty if it is absent or no object. */
    public Value.Obj metadata() {
        return root.obj("metadata").orElse(Value.Obj.empty());
    }

    /** {@code spec}, empty if it is absent or no object. */
    public Value.Obj spec() {
        return root.obj("spec").orElse(Value.Obj.empty());
    }

    /** An annotation, if it is a text. */
    public Optional<String> annotation(String key) {
        return metadata().obj("annotations").flatMap(annotations -> annotations.string(key));
    }

    /** This descriptor with an annotation set. */
    public EntityDescriptor withAnnotation(String key, String value) {
        Value.Obj metadata = metadata();
        Value.Obj annotations = metadata.obj("annotations").orElse(Value.Obj.empty());
        return withRoot(
                root.with("metadata", metadata.with("annotations", annotations.with(key, Value.Str.of(value)))));
    }

    /** What it calls itself, if kind and name are there and can be part of a ref. */
    public Optional<EntityRef> ref() {
        String namespace = metadata().string("namespace").orElse(EntityRef.DEFAULT_NAMESPACE);
        try {
            return kind().flatMap(kind -> metadata().string("name").map(name -> new EntityRef(kind, namespace, name)));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the field format policy says why
        }
    }

    /** Same document from the same place; where its parts stand does not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntityDescriptor that
                && root.equals(that.root)
                && source.equals(that.source)
                && documentIndex == that.documentIndex;
    }

    @Override
    public int hashCode() {
        return root.hashCode() * 31 + source.hashCode();
    }

    /** What it calls itself, and where it stands. */
    @Override
    public String toString() {
        return ref().map(EntityRef::toString).orElse("a document without kind or name")
                + location("").map(place -> " at " + place).orElse("");
    }
}
