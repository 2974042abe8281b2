package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells the losers of a conflict where the winner is. Rule {@code conflict}. */
final class Conflicts {
    private Conflicts() {}

    static boolean isIn(Node node) {
        Claimant held = node.held;
        return held != null && node.claimants().stream().anyMatch(claimant -> !claimant.samePlace(held));
    }

    static List<Diagnostic> findings(Node node) {
        Claimant held = node.held;
        if (held == null) {
            return List.of();
        }
        List<Diagnostic> findings = new ArrayList<>();
        Set<Place> told = new HashSet<>();
        for (Claimant claimant : node.claimants()) {
            if (!claimant.samePlace(held) && told.add(new Place(claimant.location(), claimant.documentIndex()))) {
                findings.add(finding(claimant, held));
            }
        }
        return findings;
    }

    /** Where a document stands; what stands there is told of once, whoever gives it. */
    private record Place(LocationRef file, int document) {}

    private static Diagnostic finding(Claimant loser, Claimant winner) {
        return Diagnostic.error(
                        "conflict",
                        loser.node().ref + " is already given by " + place(winner) + ", so that the one at "
                                + place(loser) + " is not used")
                .at(loser.offered().descriptor(), "/metadata/name")
                .hint("rename one of them; should the other go, this one takes its place")
                .build();
    }

    private static String place(Claimant claimant) {
        return claimant.offered()
                .descriptor()
                .location("/metadata/name")
                .map(SourceLocation::toString)
                .orElseGet(() -> claimant.location().toString());
    }
}
