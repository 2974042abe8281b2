package dev.portalsdk.catalog;

import dev.portalsdk.catalog.inspect.FieldOrigin;
import dev.portalsdk.catalog.inspect.FieldOrigin.By;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where each value of a visible entity comes from: what the pipeline made, and what the catalog adds when it shows the entity. */
final class FieldOrigins {
    /** A hub has thousands, which nobody reads. */
    private static final int MAX_RELATIONS = 1000;

    private final CatalogFacts facts;

    FieldOrigins(CatalogFacts facts) {
        this.facts = facts;
    }

    /**
     * All values, in the order in which they are shown.
     *
     * @param traced what the pipeline made of the version in use, be it rejected
     * @param newest whether that is the version that is shown
     */
    List<FieldOrigin> of(StitchedEntity visible, FieldTracing traced, boolean newest) {
        traced.done(newest ? By.CATALOG : By.EARLIER_VERSION, "", visible.document());
        traced.done(By.CATALOG, "", visible.toValue().without("relations"));
        List<FieldOrigin> origins = new ArrayList<>(traced.origins());
        List<Relation> relations = visible.relations();
        for (int i = 0; i < Math.min(relations.size(), MAX_RELATIONS); i++) {
            origins.add(ofRelation("/relations/" + i, relations.get(i), traced));
        }
        return origins;
    }

    /** For an entity of which no version is given any more. */
    static FieldTracing untraced() {
        return new FieldTracing(EntityDescriptor.of(Value.Obj.empty()));
    }

    private FieldOrigin ofRelation(String pointer, Relation relation, FieldTracing traced) {
        Optional<String> processor = traced.processorOf(relation).or(() -> traced.processorOf(relation.inverse()));
        return processor
                .map(name -> new FieldOrigin(pointer, By.PROCESSOR, name, Optional.empty()))
                .or(() -> declared(pointer, relation.source(), relation))
                .or(() -> declared(pointer, relation.target(), relation.inverse()))
                .orElseGet(() -> new FieldOrigin(pointer, By.RELATION, otherEnd(relation), Optional.empty()));
    }

    private static String otherEnd(Relation relation) {
        return relation.target().toString();
    }

    private Optional<FieldOrigin> declared(String pointer, EntityRef declarer, Relation relation) {
        return facts.entity(declarer).flatMap(entity -> entity.accepted().stream()
                .flatMap(accepted -> accepted.entity().references().stream())
                .filter(reference -> says(reference, relation))
                .findFirst()
                .map(reference -> new FieldOrigin(
                        pointer, By.RELATION, declarer.toString(), place(entity, reference.pointer()))));
    }

    private static boolean says(Entity.Reference reference, Relation relation) {
        return reference.field().type().equals(relation.type())
                && reference.target().equals(relation.target());
    }

    private static Optional<SourceLocation> place(EntityFacts entity, String pointer) {
        return entity.held().flatMap(claim -> claim.offered().descriptor().location(pointer));
    }
}
