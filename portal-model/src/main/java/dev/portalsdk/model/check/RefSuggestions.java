package dev.portalsdk.model.check;

import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an author may have meant by a reference: an entity of an allowed kind with the same name, or with one that is near. */
final class RefSuggestions {
    /** What an answer depends on. */
    private record Question(Set<String> targetKinds, EntityRef target) {}

    private static final int MAX_COMPARED = 100;

    private final EntitySet entities;
    private final Map<String, List<EntityRef>> byName = new HashMap<>();
    private final Map<String, NearNames> byKind = new HashMap<>();
    private final Map<Question, Optional<EntityRef>> answers = new HashMap<>();

    RefSuggestions(EntitySet entities) {
        this.entities = entities;
        Map<String, Set<String>> names = new HashMap<>();
        Stream.concat(entities.entities().stream().map(CheckedEntity::ref), entities.elsewhere().stream())
                .forEach(ref -> {
                    byName.computeIfAbsent(ref.name(), name -> new ArrayList<>(1))
                            .add(ref);
                    names.computeIfAbsent(ref.kind(), kind -> new HashSet<>()).add(ref.name());
                });
        names.forEach((kind, ofKind) -> byKind.put(kind, new NearNames(ofKind)));
    }

    /** What to write instead of a reference that leads nowhere. */
    Optional<String> insteadOf(Reference reference) {
        Question question = new Question(reference.field().targetKinds(), reference.target());
        return answers.computeIfAbsent(question, asked -> sameName(reference).or(() -> nearName(reference)))
                .map(ref -> reference.textFor(ref, spelling(ref)));
    }

    /** What to write instead of a reference that leads to the wrong kind. */
    Optional<String> sameNameInsteadOf(Reference reference) {
        return sameName(reference).map(ref -> reference.textFor(ref, spelling(ref)));
    }

    private Optional<EntityRef> sameName(Reference reference) {
        return best(reference, reference.target().name());
    }

    private Optional<EntityRef> nearName(Reference reference) {
        EntityRef target = reference.target();
        for (String kind : kinds(reference)) {
            Optional<EntityRef> near = Optional.ofNullable(byKind.get(kind))
                    .flatMap(names -> names.closest(target.name()))
                    .flatMap(name -> best(reference, name));
            if (near.isPresent()) {
                return near;
            }
        }
        return Optional.empty();
    }

    /** The kinds to look in: first the one that the reference names. */
    private static List<String> kinds(Reference reference) {
        String own = reference.target().kind();
        return Stream.concat(
                        Stream.of(own).filter(reference::allowsKind),
                        reference.field().targetKinds().stream().map(kind -> kind.toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
    }

    /** Of the entities with this name: of an allowed kind, rather in the namespace and of the kind that the reference names. */
    private Optional<EntityRef> best(Reference reference, String name) {
        EntityRef target = reference.target();
        return kinds(reference).stream()
                .map(kind -> new EntityRef(kind, target.namespace(), name))
                .filter(ref -> entities.knows(ref) && !ref.equals(target))
                .findFirst()
                .or(() -> byName.getOrDefault(name, List.of()).stream()
                        .limit(MAX_COMPARED)
                        .filter(ref -> reference.allowsKind(ref.kind()) && !ref.equals(target))
                        .min(Comparator.comparing(
                                        (EntityRef ref) -> !ref.namespace().equals(target.namespace()))
                                .thenComparing(ref -> !ref.kind().equals(target.kind()))
                                .thenComparing(Comparator.naturalOrder())));
    }

    /** The name as its own descriptor spells it. */
    private String spelling(EntityRef ref) {
        return entities.definitions(ref).stream()
                .findFirst()
                .map(definition -> definition.entity().metadata().name())
                .orElse(ref.name());
    }
}
