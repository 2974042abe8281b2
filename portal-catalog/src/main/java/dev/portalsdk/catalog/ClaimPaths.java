package dev.portalsdk.catalog;

import dev.portalsdk.catalog.inspect.ExplainedClaim;
import dev.portalsdk.catalog.inspect.ExplainedClaim.Step;
import dev.portalsdk.catalog.inspect.ExplainedClaim.Why;
import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.EntityFacts.Claimed;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.SourceLocation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What leads to each claim to a ref, and what decided between them. */
final class ClaimPaths {
    private final CatalogFacts facts;
    private final List<String> providers;

    /** @param providers in the order that decides conflicts */
    ClaimPaths(CatalogFacts facts, List<String> providers) {
        this.facts = facts;
        this.providers = List.copyOf(providers);
    }

    /** A claim with what leads to it, while what decided is not known yet. */
    private record Traced(Claimed claim, List<Step> path, int order) {
        private static final Comparator<LocationRef> BY_TEXT = Comparator.naturalOrder();
        // As the store decides among claims that are live.
        static final Comparator<Traced> ORDER = Comparator.comparingInt(Traced::order)
                .thenComparing(traced -> traced.claim().origin().orElse(traced.location()), BY_TEXT)
                .thenComparing(Traced::location)
                .thenComparingInt(Traced::document);

        LocationRef location() {
            return claim.offered().location();
        }

        int document() {
            return claim.offered().descriptor().documentIndex();
        }

        boolean samePlace(Traced other) {
            return document() == other.document() && location().equals(other.location());
        }
    }

    /** All claims, the one in use first, those that are not live last. */
    List<ExplainedClaim> explain(EntityFacts entity) {
        List<Traced> all = entity.claims().stream()
                .map(this::traced)
                .sorted(Comparator.<Traced, Boolean>comparing(
                                traced -> !traced.claim().holds())
                        .thenComparing(traced -> !traced.claim().live())
                        .thenComparing(Traced.ORDER))
                .toList();
        Optional<Traced> holder =
                all.stream().filter(traced -> traced.claim().holds()).findFirst();
        return all.stream()
                .map(traced -> new ExplainedClaim(
                        traced.claim(),
                        traced.claim().offered().descriptor().location(""),
                        why(traced, holder, all),
                        traced.path()))
                .toList();
    }

    private static Why why(Traced traced, Optional<Traced> holder, List<Traced> all) {
        if (!traced.claim().live()) {
            return Why.NOT_LIVE;
        }
        if (traced.claim().holds()) {
            return all.stream()
                    .filter(other -> other.claim().live() && !other.samePlace(traced))
                    .min(Traced.ORDER)
                    .map(rival -> decided(traced, rival))
                    .orElse(Why.ONLY);
        }
        return holder.map(winner -> winner.samePlace(traced) ? Why.SAME_DOCUMENT : decided(winner, traced))
                .orElse(Why.ONLY);
    }

    private static Why decided(Traced winner, Traced loser) {
        if (Traced.ORDER.compare(winner, loser) > 0) {
            return Why.INCUMBENT;
        }
        if (winner.order() != loser.order()) {
            return Why.PROVIDER_ORDER;
        }
        if (!winner.claim().origin().equals(loser.claim().origin())) {
            return Why.REGISTRATION;
        }
        return winner.location().equals(loser.location()) ? Why.DOCUMENT_ORDER : Why.LOCATION;
    }

    private Traced traced(Claimed claim) {
        List<Step> path = path(claim);
        Giver top = path.get(path.size() - 1).giver();
        int order = top instanceof Giver.Bucket bucket ? providers.indexOf(bucket.provider()) : -1;
        return new Traced(claim, path, order < 0 ? Integer.MAX_VALUE : order);
    }

    /** The shortest way up to a provider, along the registration that the claim belongs to; of what is not live, as far as it goes. */
    private List<Step> path(Claimed claim) {
        record Open(Claimed claim, List<Step> path) {}
        Deque<Open> queue = new ArrayDeque<>(List.of(new Open(claim, List.of())));
        Set<EntityRef> seen = new HashSet<>();
        List<Step> longest = List.of();
        while (!queue.isEmpty()) {
            Open open = queue.poll();
            List<Step> path = new ArrayList<>(open.path());
            path.add(step(open.claim()));
            if (!(open.claim().giver() instanceof Giver.Parent parent)) {
                return path;
            }
            longest = path.size() > longest.size() ? path : longest;
            if (seen.add(parent.ref())) {
                facts.entity(parent.ref()).stream()
                        .flatMap(entity -> entity.claims().stream())
                        .filter(above -> !claim.live() || above.origin().equals(claim.origin()))
                        .forEach(above -> queue.add(new Open(above, path)));
            }
        }
        return longest;
    }

    private Step step(Claimed claim) {
        Optional<SourceLocation> namedAt = claim.giver() instanceof Giver.Parent parent
                ? claim.source().flatMap(source -> namedAt(parent.ref(), source))
                : Optional.empty();
        return new Step(claim.giver(), claim.source(), namedAt);
    }

    private Optional<SourceLocation> namedAt(EntityRef location, LocationRef source) {
        return facts.entity(location).flatMap(EntityFacts::accepted).map(Accepted::wants).stream()
                .flatMap(List::stream)
                .filter(want -> want.source().equals(source))
                .findFirst()
                .flatMap(Want::place);
    }
}
