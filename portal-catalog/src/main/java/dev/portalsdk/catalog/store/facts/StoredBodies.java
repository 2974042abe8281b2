package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is written in full, of what one transaction looks at: documents that are given, and versions that were accepted and are shown. */
final class StoredBodies {
    private final FactRows rows;
    private final Map<Long, EntityDescriptor> documents = new HashMap<>();

    /** By the numbers of their bodies. */
    private Map<Long, Entity> accepted = Map.of();

    private Map<Long, StitchedEntity> visible = Map.of();

    StoredBodies(FactRows rows) {
        this.rows = rows;
    }

    void fetchDocuments(Collection<StoredClaimant> of) {
        List<FactRows.DocumentRow> missing = of.stream()
                .map(claimant -> claimant.row)
                .filter(Objects::nonNull)
                .map(FactRows.ClaimRow::which)
                .filter(document -> !documents.containsKey(document.id()))
                .toList();
        if (!missing.isEmpty()) {
            documents.putAll(rows.documents(missing));
        }
    }

    EntityDescriptor document(FactRows.ClaimRow claim) {
        if (!documents.containsKey(claim.document())) {
            documents.putAll(rows.documents(List.of(claim.which())));
        }
        return Objects.requireNonNull(
                documents.get(claim.document()), () -> "There is no document " + claim.document());
    }

    /** What these were last accepted as, and are shown as. */
    void fetchVersions(Collection<StoredNode> of) {
        accepted = rows.accepted(
                of.stream().map(node -> node.kept).filter(Objects::nonNull).toList());
        visible = rows.visible(of.stream()
                .filter(node -> node.visibleAt != null)
                .map(node -> node.id)
                .toList());
    }

    Optional<Accepted> accepted(StoredNode node) {
        FactRows.AcceptedRow kept = node.kept;
        if (kept == null) {
            return Optional.empty();
        }
        if (!accepted.containsKey(kept.body())) {
            accepted = rows.accepted(List.of(kept));
        }
        return Optional.ofNullable(accepted.get(kept.body())).map(entity -> accepted(node, kept, entity));
    }

    private static Accepted accepted(StoredNode node, FactRows.AcceptedRow kept, Entity entity) {
        List<ProvidedEntity> children =
                node.direct().given().stream().map(Claimant::offered).toList();
        List<Want> wants = node.bySource().values().stream()
                .flatMap(slot -> slot.want().stream())
                .toList();
        return new Accepted(
                entity,
                kept.location(),
                kept.origin(),
                kept.relations() == null ? entity.relations() : StoredRelations.read(kept.relations()),
                new Emission(children, node.direct().findings()),
                wants);
    }

    Optional<StitchedEntity> visible(StoredNode node) {
        if (!visible.containsKey(node.id)) {
            visible = rows.visible(List.of(node.id));
        }
        return Optional.ofNullable(visible.get(node.id));
    }
}
