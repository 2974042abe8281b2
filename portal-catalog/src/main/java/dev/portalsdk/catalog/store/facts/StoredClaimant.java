package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ProvidedEntity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A claim of which the document is kept elsewhere, or will be. */
final class StoredClaimant extends Claimant {
    private final StoredGraph graph;

    /** Null if it is new. */
    FactRows.@Nullable ClaimRow row;

    /** 0 as long as it has none. */
    long id;

    int position;
    private final String version;
    private final String placesVersion;

    StoredClaimant(StoredGraph graph, ProvidedEntity offered, Slot slot, Node node) {
        super(offered, slot, node);
        this.graph = graph;
        DocumentText text = graph.text(offered.descriptor());
        this.version = text.version();
        this.placesVersion = text.placesVersion();
    }

    StoredClaimant(StoredGraph graph, FactRows.ClaimRow row, Slot slot, Node node) {
        super(row.location(), row.documentIndex(), slot, node, row.origin());
        this.graph = graph;
        this.row = row;
        this.id = row.id();
        this.position = row.position();
        this.version = row.version();
        this.placesVersion = row.placesVersion();
    }

    String version() {
        return version;
    }

    String placesVersion() {
        return placesVersion;
    }

    @Override
    ProvidedEntity offered() {
        ProvidedEntity here = offeredHere();
        return here != null ? here : new ProvidedEntity(graph.bodies.document(Objects.requireNonNull(row)), location());
    }

    @Override
    boolean sameVersion(Claimant other) {
        return location().equals(other.location()) && version.equals(((StoredClaimant) other).version);
    }

    @Override
    boolean sameDocument(Claimant other) {
        StoredClaimant that = (StoredClaimant) other;
        return samePlace(other) && version.equals(that.version) && placesVersion.equals(that.placesVersion);
    }
}
