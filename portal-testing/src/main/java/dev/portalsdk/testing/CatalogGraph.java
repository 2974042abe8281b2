package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.check.CheckedEntity;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Valid entities by ref, with their relations from both ends. */
final class CatalogGraph {
    private final Map<EntityRef, CheckedEntity> entities = new LinkedHashMap<>();
    private final Map<EntityRef, Set<Relation>> relations = new HashMap<>();

    static CatalogGraph of(Collection<CheckedEntity> entities) {
        CatalogGraph graph = new CatalogGraph();
        for (CheckedEntity entity : entities) {
            graph.entities.putIfAbsent(entity.ref(), entity);
            for (Relation relation : entity.entity().relations()) {
                graph.add(relation);
                graph.add(relation.inverse());
            }
        }
        return graph;
    }

    private void add(Relation relation) {
        relations.computeIfAbsent(relation.source(), ref -> new TreeSet<>()).add(relation);
    }

    Optional<CheckedEntity> find(EntityRef ref) {
        return Optional.ofNullable(entities.get(ref));
    }

    /** Where an entity's relations of a type lead to, whether or not it is there. */
    List<EntityRef> targets(EntityRef source, String type) {
        return relations.getOrDefault(source, Set.of()).stream()
                .filter(relation -> relation.type().name().equals(type))
                .map(Relation::target)
                .toList();
    }

    Set<String> names() {
        return entities.keySet().stream().map(EntityRef::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** A failure about an entity, at a field of it or where that should be. */
    static Diagnostic finding(CheckedEntity entity, String rule, String pointer, String message) {
        Diagnostic.Builder finding =
                Diagnostic.error(rule, message).entity(entity.ref()).pointer(pointer);
        entity.descriptor().location(pointer).ifPresent(finding::at);
        entity.descriptor().root().at(pointer).ifPresent(finding::found);
        return finding.build();
    }
}
