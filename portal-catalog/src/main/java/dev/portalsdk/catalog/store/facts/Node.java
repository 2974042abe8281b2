package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything known about one ref. Guarded by the store's lock. */
class Node extends Emitter {
    final EntityRef ref;
    private final List<Claimant> claimants = new ArrayList<>(1);

    /** By which registration it is live; null if it is not. */
    @Nullable
    Rank rank;

    /** The version that is processed, and the registration it is processed for. */
    @Nullable
    Claimant held;

    @Nullable
    LocationRef heldOrigin;

    @Nullable
    Accepted accepted;

    List<Diagnostic> findings = List.of();
    List<Outcome.Read> reads = List.of();

    /** Whether what waits to be processed need not be, if it reads what it read. */
    boolean onlyIfReadsChanged;

    @Nullable
    Instant orphanSince;

    @Nullable
    StitchedEntity visible;

    /** Whose registration led to what is visible, while a history is kept. */
    @Nullable
    String provider;

    Node(EntityRef ref) {
        this.ref = ref;
    }

    /** Who claims it. */
    List<Claimant> claimants() {
        return claimants;
    }

    /** The registration that led to the last accepted version; null if there is none. */
    @Nullable
    LocationRef acceptedOrigin() {
        return accepted == null ? null : accepted.origin();
    }

    final boolean isAccepted() {
        return acceptedOrigin() != null;
    }

    /** Where what is visible was read; null if nothing is. */
    @Nullable
    LocationRef visibleLocation() {
        return visible == null ? null : visible.location();
    }

    /** The last accepted version. */
    Optional<Accepted> lastAccepted() {
        return Optional.ofNullable(accepted);
    }

    /** How it is shown now. */
    Optional<StitchedEntity> shown() {
        return Optional.ofNullable(visible);
    }

    /** There is no accepted version any more. */
    void forgetAccepted() {
        accepted = null;
    }

    @Override
    Giver giver() {
        return new Giver.Parent(ref);
    }

    @Override
    LocationRef origin(Slot slot) {
        LocationRef origin = acceptedOrigin();
        return origin != null ? origin : Objects.requireNonNull(heldOrigin);
    }

    /** The smallest rank of those that claim it; null if none is live. */
    @Nullable
    Rank bestRank() {
        @Nullable Rank best = null;
        for (Claimant claimant : claimants()) {
            Rank other = claimant.rank();
            if (other != null && (best == null || other.compareTo(best) < 0)) {
                best = other;
            }
        }
        return best;
    }

    /** Whether its rank is not only due to other entities. */
    boolean isRankedByBucket() {
        return claimants().stream()
                .anyMatch(claimant ->
                        claimant.fixedRank() != null && claimant.fixedRank().equals(rank));
    }

    /** Who is to hold the ref: the location that it is visible from, as long as that claims it; else the smallest claim. */
    Optional<Claimant> choose() {
        List<Claimant> live =
                claimants().stream().filter(claimant -> claimant.rank() != null).toList();
        if (live.size() <= 1) {
            return live.stream().findFirst();
        }
        Optional<LocationRef> incumbent = Optional.ofNullable(visibleLocation());
        List<Claimant> loyal = live.stream()
                .filter(claimant -> incumbent.equals(Optional.of(claimant.location())))
                .toList();
        return (loyal.isEmpty() ? live : loyal).stream().min(Claimant.ORDER);
    }

    /** This one is to be processed, for the registration by which it is live. */
    void hold(Claimant live) {
        held = live;
        heldOrigin = Objects.requireNonNull(live.rank()).origin();
    }

    /** What is wrong with what is shown of it. */
    List<Diagnostic> errors() {
        List<Diagnostic> errors = new ArrayList<>();
        addErrors(findings, errors);
        addErrors(direct().findings(), errors);
        bySource().values().forEach(slot -> addErrors(slot.findings(), errors));
        return errors;
    }

    /** Whether it has {@link #errors()}. */
    boolean hasErrors() {
        return hasErrors(findings)
                || hasErrors(direct().findings())
                || bySource().values().stream().anyMatch(slot -> hasErrors(slot.findings()));
    }

    static boolean hasErrors(List<Diagnostic> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static void addErrors(List<Diagnostic> from, List<Diagnostic> to) {
        for (Diagnostic finding : from) {
            if (finding.severity() == Severity.ERROR) {
                to.add(finding);
            }
        }
    }

    /** Everything that is wrong with it and with what it reads, but for conflicts. */
    void addFindings(Collection<Diagnostic> to) {
        to.addAll(findings);
        addEmitted(to);
    }

    StitchClaim stitchClaim(long generation) {
        return new StitchClaim(ref, generation, lastAccepted(), orphanSince != null, errors(), shown());
    }

    /** Whether it is there, and not only left over. */
    boolean isPresent() {
        return accepted != null && orphanSince == null;
    }

    /** It was forgotten though it is given still: what gives it counts again when it says so anew. */
    boolean isForgottenByHand() {
        return rank != null && held == null;
    }

    /** Nothing is left of it. */
    boolean isForgotten() {
        return claimants().isEmpty() && !isAccepted() && visibleLocation() == null;
    }
}
