package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What if: changes of a snapshot in code. The snapshot itself stays as it is; for one thread.
 *
 * <p>What is changed or added is validated as if it had been read. What is not valid is left out, with what is wrong among the findings.
 */
public final class SnapshotEdit {
    private final CatalogSnapshot base;
    private final NavigableMap<EntityRef, SnapshotEntity> entities;
    private final List<Diagnostic> findings;

    SnapshotEdit(CatalogSnapshot base) {
        this.base = base;
        this.entities = new TreeMap<>(base.byRef());
        this.findings = new ArrayList<>(base.readFindings());
    }

    /**
     * Takes an entity away.
     *
     * @throws NoSuchElementException if there is none
     */
    public SnapshotEdit remove(EntityRef ref) {
        required(ref);
        entities.remove(ref);
        return this;
    }

    /** Takes all away of which this holds. */
    public SnapshotEdit removeAll(Predicate<Entity> gone) {
        entities.values().removeIf(entity -> gone.test(entity.entity()));
        return this;
    }

    /**
     * Changes what an entity says; with another kind, namespace or name it is renamed.
     *
     * @param change of the whole document
     * @throws NoSuchElementException if there is no such entity
     */
    public SnapshotEdit change(EntityRef ref, UnaryOperator<Value.Obj> change) {
        SnapshotEntity before = required(ref);
        entities.remove(ref);
        Value.Obj document = change.apply(before.entity().toValue());
        EntityDescriptor written = before.checked().descriptor();
        put(written.withRoot(document), before.source());
        return this;
    }

    /** Adds an entity, or replaces the one of its ref. */
    public SnapshotEdit put(Value.Obj document) {
        put(EntityDescriptor.of(document), "");
        return this;
    }

    private void put(EntityDescriptor document, String source) {
        Validated<Entity> validated = base.rules().validator().validate(document);
        findings.addAll(validated.findings());
        validated
                .value()
                .ifPresent(entity -> entities.put(
                        entity.ref(),
                        new SnapshotEntity(new CheckedEntity(entity, document), source, entity.relations())));
    }

    private SnapshotEntity required(EntityRef ref) {
        return Optional.ofNullable(entities.get(ref))
                .orElseThrow(() -> new NoSuchElementException("There is no " + ref + " in the snapshot"));
    }

    /** The catalog as it would be. */
    public CatalogSnapshot snapshot() {
        return CatalogSnapshot.checked(new TreeMap<>(entities), findings, base.rules());
    }
}
