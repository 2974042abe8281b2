package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.roaringbitmap.RoaringBitmap;

/** The relations of a snapshot, asked from either end: {@code relations.ownedBy=group:default/a} is also said by what the group owns. */
final class Relations {
    private static final String PREFIX = "relations.";
    private static final Comparator<Relation> ORDER = Comparator.comparing(
                    (Relation relation) -> relation.type().name())
            .thenComparing(Relation::target, RefTexts.ORDER)
            .thenComparing(relation -> relation.type().inverseName());

    private Relations() {}

    /** Whether a key, in lower case, asks for relations. */
    static boolean isRelation(String key) {
        return key.startsWith(PREFIX);
    }

    /** The name of the relations that a key asks for. */
    static String typeOf(String key) {
        return key.substring(PREFIX.length());
    }

    /** Entities that have a relation by this name. */
    static RoaringBitmap having(IndexSnapshot snapshot, String type) {
        RoaringBitmap rows = new RoaringBitmap();
        snapshot.forEachType(type, (named, who) -> who.declarers().addTo(rows), (inverse, who) -> who.targets()
                .addTo(rows));
        rows.and(snapshot.live());
        return rows;
    }

    /** Entities that have a relation by this name to a node. */
    static RoaringBitmap to(IndexSnapshot snapshot, String type, Node node) {
        return to(snapshot, candidate -> candidate.equalsIgnoreCase(type), node);
    }

    /** Entities that have any relation to a node. */
    static RoaringBitmap toAny(IndexSnapshot snapshot, Node node) {
        return to(snapshot, any -> true, node);
    }

    private static RoaringBitmap to(IndexSnapshot snapshot, java.util.function.Predicate<String> name, Node node) {
        RoaringBitmap rows = new RoaringBitmap();
        node.incoming().forEach((type, sources) -> {
            if (name.test(type.name())) {
                sources.addTo(rows);
            }
        });
        StitchedEntity entity = node.entity();
        if (entity != null) {
            for (Relation own : entity.relations()) {
                if (own.source().equals(node.ref()) && name.test(own.type().inverseName())) {
                    Node target = snapshot.find(own.target());
                    if (target != null) {
                        rows.add(target.row());
                    }
                }
            }
        }
        rows.and(snapshot.live());
        return rows;
    }

    /** The refs that relations by this name lead to from a node, as text, each once, in order. */
    static List<String> targets(IndexSnapshot snapshot, String type, Node node) {
        TreeSet<String> targets = new TreeSet<>();
        node.incoming().forEach((incoming, sources) -> {
            if (incoming.inverseName().equalsIgnoreCase(type)) {
                sources.forEach(row -> targets.add(snapshot.node(row).ref().toString()));
            }
        });
        StitchedEntity entity = node.entity();
        if (entity != null) {
            for (Relation own : entity.relations()) {
                if (own.source().equals(node.ref()) && own.type().name().equalsIgnoreCase(type)) {
                    targets.add(own.target().toString());
                }
            }
        }
        return List.copyOf(targets);
    }

    /** Hands out each node that a relation by this name leads to, whoever declares it. */
    static void forEachTarget(IndexSnapshot snapshot, String type, Consumer<Node> action) {
        RoaringBitmap rows = new RoaringBitmap();
        snapshot.forEachType(type, (named, who) -> who.targets().addTo(rows), (inverse, who) -> who.declarers()
                .addTo(rows));
        rows.forEach((org.roaringbitmap.IntConsumer) row -> action.accept(snapshot.node(row)));
    }

    /** The relations of a node from its end, whoever declares them: each once, by type and target. */
    static List<Relation> of(IndexSnapshot snapshot, Node node) {
        List<Relation> relations = new ArrayList<>();
        StitchedEntity entity = node.entity();
        if (entity != null) {
            for (Relation own : entity.relations()) {
                if (own.source().equals(node.ref())) {
                    relations.add(own);
                }
            }
        }
        node.incoming().forEach((type, sources) -> {
            RelationType inverse = type.inverse();
            sources.forEach(row -> relations.add(
                    new Relation(node.ref(), inverse, snapshot.node(row).ref())));
        });
        return sorted(relations);
    }

    /** Each once, by type and target. */
    static List<Relation> sorted(Collection<Relation> relations) {
        List<Relation> sorted = new ArrayList<>(relations);
        sorted.sort(ORDER);
        return withoutDuplicates(sorted);
    }

    private static List<Relation> withoutDuplicates(List<Relation> sorted) {
        int kept = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (kept == 0 || !sorted.get(i).equals(sorted.get(kept - 1))) {
                sorted.set(kept++, sorted.get(i));
            }
        }
        return sorted.subList(0, kept);
    }

    /** The entity of a node with all of its relations, and an etag that changes with them. */
    static StitchedEntity joined(IndexSnapshot snapshot, Node node, StitchedEntity entity) {
        if (entity.relations().isEmpty() && node.incoming().isEmpty()) {
            return entity;
        }
        return entity.withRelations(of(snapshot, node), node.fingerprint());
    }
}
