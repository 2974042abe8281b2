package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends chains of Locations that lead to ever more Locations, as a server could make them up without end. Rule {@code location-depth}.
 *
 * <p>Only the first {@value #LIMIT} of a chain are followed.
 */
final class LocationDepth {
    static final int LIMIT = 100;

    private final CatalogFacts facts;

    LocationDepth(CatalogFacts facts) {
        this.facts = facts;
    }

    /** What came of an entity, without the sources that it names if it stands too deep. */
    Outcome limit(Outcome outcome) {
        return outcome instanceof Outcome.Processed processed
                        && processed
                                .accepted()
                                .filter(done -> !done.wants().isEmpty())
                                .isPresent()
                        && isTooDeep(processed.claim())
                ? withoutWants(processed, processed.accepted().orElseThrow())
                : outcome;
    }

    private boolean isTooDeep(Claim.OfEntity claim) {
        if (claim.offered().location().equals(claim.origin())) {
            return false; // it is the registration itself, or stands in what that names
        }
        Set<EntityRef> seen = new HashSet<>();
        Optional<EntityRef> above = parent(claim.ref());
        while (seen.size() < LIMIT && above.filter(seen::add).isPresent()) {
            above = parent(above.get());
        }
        return seen.size() == LIMIT;
    }

    /** Empty if a provider gives it. */
    private Optional<EntityRef> parent(EntityRef ref) {
        List<Giver> givers = facts.entity(ref).stream()
                .flatMap(known -> known.claims().stream())
                .filter(EntityFacts.Claimed::live)
                .map(EntityFacts.Claimed::giver)
                .toList();
        return givers.stream().allMatch(giver -> giver instanceof Giver.Parent)
                ? givers.stream().map(giver -> ((Giver.Parent) giver).ref()).findFirst()
                : Optional.empty();
    }

    private static Outcome withoutWants(Outcome.Processed processed, Accepted deep) {
        Accepted cut = new Accepted(
                deep.entity(), deep.location(), deep.origin(), deep.relations(), deep.children(), List.of());
        List<Diagnostic> findings = new ArrayList<>(processed.findings());
        findings.add(Diagnostic.error(
                        "location-depth",
                        "The targets of this Location are not read: it is reached through " + LIMIT
                                + " other Locations or more")
                .at(processed.claim().offered().descriptor(), "/spec")
                .hint("name the files directly, or by a pattern, in a Location nearer to the registration")
                .build());
        return new Outcome.Processed(processed.claim(), Optional.of(cut), findings, processed.reads());
    }
}
