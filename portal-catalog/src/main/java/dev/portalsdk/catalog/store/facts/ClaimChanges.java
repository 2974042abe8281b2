package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which claims are different, and the documents that they alone give. */
final class ClaimChanges {
    final List<FactRows.NewDocument> documents = new ArrayList<>();
    final List<Long> replacedDocuments = new ArrayList<>();

    private final FactRows rows;
    private final StoredGraph graph;
    private final IdentityHashMap<EntityDescriptor, Long> ofFiles;

    /** @param ofFiles numbers of documents that files hold */
    ClaimChanges(FactRows rows, StoredGraph graph, IdentityHashMap<EntityDescriptor, Long> ofFiles) {
        this.rows = rows;
        this.graph = graph;
        this.ofFiles = ofFiles;
    }

    /** Tells the claims of all slots apart. */
    private record Place(StoredSlot slot, Claimant.Key key) {}

    /** @param isMade whether a claim is made still */
    FactRows.Rows<FactRows.ClaimRow> changes(Predicate<StoredClaimant> isMade) {
        FactRows.Rows<FactRows.ClaimRow> changes = FactRows.Rows.none();
        Map<Place, StoredClaimant> before = new HashMap<>();
        for (StoredClaimant claimant : graph.fetchedClaims()) {
            if (isMade.test(claimant)) {
                changes.add(
                        claimant.row,
                        row(claimant, Objects.requireNonNull(claimant.row).document()));
            } else {
                before.put(new Place((StoredSlot) claimant.slot(), claimant.key()), claimant);
            }
        }
        for (StoredClaimant claimant : graph.madeClaims()) {
            if (isMade.test(claimant)) {
                StoredClaimant same = before.remove(new Place((StoredSlot) claimant.slot(), claimant.key()));
                claimant.id = same == null ? rows.nextId() : same.id;
                long document = document(claimant, same == null ? null : same.row);
                changes.add(same == null ? null : same.row, row(claimant, document));
            }
        }
        for (StoredClaimant claimant : before.values()) {
            changes.removed().add(claimant.id);
            replacedDocuments.add(Objects.requireNonNull(claimant.row).document());
        }
        return changes;
    }

    private long document(StoredClaimant claimant, FactRows.@Nullable ClaimRow before) {
        ProvidedEntity offered = claimant.offered();
        Long ofFile = ofFiles.get(offered.descriptor());
        boolean direct = claimant.slot().source().isEmpty();
        if (ofFile == null
                && direct
                && before != null
                && before.version().equals(claimant.version())
                && before.placesVersion().equals(claimant.placesVersion())) {
            return before.document();
        }
        if (before != null) {
            replacedDocuments.add(before.document());
        }
        if (ofFile != null) {
            return ofFile;
        }
        long id = rows.nextId();
        EntityDescriptor descriptor = offered.descriptor();
        documents.add(new FactRows.NewDocument(id, null, 0, descriptor, graph.text(descriptor)));
        return id;
    }

    private static FactRows.ClaimRow row(StoredClaimant claimant, long document) {
        Rank fixed = claimant.fixedRank();
        return new FactRows.ClaimRow(
                claimant.id,
                ((StoredNode) claimant.node()).id,
                ((StoredSlot) claimant.slot()).id,
                claimant.position,
                claimant.location(),
                claimant.documentIndex(),
                document,
                claimant.version(),
                claimant.placesVersion(),
                fixed == null ? null : fixed.origin());
    }
}
