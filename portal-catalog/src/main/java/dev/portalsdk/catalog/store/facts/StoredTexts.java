package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Documents as they will be kept, written out and hashed before the transaction that keeps them: others wait for that one, and this takes half of the
 * processor time. For one thread at a time.
 */
public final class StoredTexts {
    /** Of fewer it does not pay to divide the work. */
    private static final int FEW = 32;

    private final IdentityHashMap<EntityDescriptor, DocumentText> documents;
    private final IdentityHashMap<Entity, EntityText> entities;

    /** An accepted version as it is kept. */
    record EntityText(String json, String version) {
        static EntityText of(Entity entity) {
            String json = entity.toValue().toJson();
            return new EntityText(json, DocumentText.hash(json));
        }
    }

    private StoredTexts(Collection<EntityDescriptor> documents, Collection<Entity> entities) {
        this.documents = all(documents, DocumentText::of);
        this.entities = all(entities, EntityText::of);
    }

    private static <K, T> IdentityHashMap<K, T> all(Collection<K> items, Function<K, T> write) {
        Set<K> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(items);
        List<K> ordered = new ArrayList<>(distinct);
        Stream<K> stream = ordered.size() < FEW ? ordered.stream() : ordered.parallelStream();
        List<T> texts = stream.map(write).toList();
        IdentityHashMap<K, T> all = new IdentityHashMap<>(ordered.size() * 2);
        for (int i = 0; i < texts.size(); i++) {
            all.put(ordered.get(i), texts.get(i));
        }
        return all;
    }

    /** Nothing is written out yet. */
    static StoredTexts none() {
        return new StoredTexts(List.of(), List.of());
    }

    /** What a provider gives. */
    public static StoredTexts of(Mutation mutation) {
        return new StoredTexts(
                mutation.entities().stream().map(ProvidedEntity::descriptor).toList(), List.of());
    }

    /** What results say. */
    public static StoredTexts of(Collection<? extends Outcome> outcomes) {
        List<EntityDescriptor> documents = new ArrayList<>();
        List<Entity> entities = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.SourceRead read) {
                read.content().files().forEach(file -> documents.addAll(file.documents()));
                read.emissions().values().forEach(emission -> add(emission, documents));
            } else if (outcome instanceof Outcome.Processed processed) {
                processed.accepted().ifPresent(accepted -> {
                    entities.add(accepted.entity());
                    add(accepted.children(), documents);
                });
            }
        }
        return new StoredTexts(documents, entities);
    }

    private static void add(Emission emission, List<EntityDescriptor> to) {
        emission.entities().forEach(given -> to.add(given.descriptor()));
    }

    DocumentText of(EntityDescriptor descriptor) {
        return Objects.requireNonNull(documents.computeIfAbsent(descriptor, DocumentText::of));
    }

    EntityText of(Entity entity) {
        return Objects.requireNonNull(entities.computeIfAbsent(entity, EntityText::of));
    }
}
