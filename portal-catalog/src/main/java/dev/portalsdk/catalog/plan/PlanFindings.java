package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.plan.Impact.Dependent;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan as findings, each at a place that is there afterwards: for reports that show findings beside the code. */
final class PlanFindings {
    private static final int ASKED = 5;

    private PlanFindings() {}

    static List<Diagnostic> of(CatalogPlan plan) {
        List<Diagnostic> findings = new ArrayList<>(plan.newFindings());
        for (Impact impact : plan.impacts()) {
            impact.dependents().stream()
                    .filter(dependent -> dependent.depth() == 1)
                    .forEach(dependent -> findings.add(of(impact, dependent)));
        }
        plan.ownershipMoves().forEach(move -> findings.add(of(move)));
        return findings.stream().sorted(Diagnostic.BY_PLACE).toList();
    }

    private static Diagnostic of(Impact impact, Dependent dependent) {
        long further = impact.dependents().size() - impact.direct();
        String message = dependent.ref() + " refers to " + impact.cause() + ", which this change "
                + what(impact)
                + (further > 0
                        ? "; " + further + (impact.complete() ? "" : " or more") + " others depend on it through others"
                        : "");
        Diagnostic.Builder finding = builder(impact.reason(), message).entity(dependent.ref());
        dependent.place().ifPresent(finding::at);
        impact.successor().ifPresent(successor -> finding.expected(successor.toString()));
        if (!impact.ask().isEmpty()) {
            finding.hint("ask " + some(impact.ask()));
        }
        return finding.build();
    }

    private static Diagnostic.Builder builder(Impact.Reason reason, String message) {
        return switch (reason) {
            case REMOVED -> Diagnostic.warning("plan-removed", message);
            case RENAMED -> Diagnostic.warning("plan-renamed", message);
            case DEPRECATED -> Diagnostic.info("plan-deprecated", message);
        };
    }

    private static String what(Impact impact) {
        return switch (impact.reason()) {
            case REMOVED -> "removes";
            case RENAMED ->
                "renames to " + impact.successor().map(EntityRef::toString).orElse("another");
            case DEPRECATED -> "deprecates";
        };
    }

    static String some(List<EntityRef> refs) {
        String first = refs.stream().limit(ASKED).map(EntityRef::toString).collect(Collectors.joining(", "));
        return refs.size() > ASKED ? first + " and " + (refs.size() - ASKED) + " more" : first;
    }

    private static Diagnostic of(OwnershipMove move) {
        Diagnostic.Builder finding = Diagnostic.info(
                        "plan-owner",
                        move.ref() + " is owned by " + owner(move.after()) + " instead of " + owner(move.before()))
                .entity(move.ref())
                .pointer("/spec/owner");
        move.place().ifPresent(finding::at);
        return finding.build();
    }

    static String owner(Optional<EntityRef> owner) {
        return owner.map(EntityRef::toString).orElse("nobody");
    }
}
