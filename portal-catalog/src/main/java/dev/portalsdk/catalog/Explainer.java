package dev.portalsdk.catalog;

import dev.portalsdk.catalog.inspect.Ancestry;
import dev.portalsdk.catalog.inspect.ExplainedClaim;
import dev.portalsdk.catalog.inspect.Explanation;
import dev.portalsdk.catalog.inspect.FactsPage;
import dev.portalsdk.catalog.inspect.FieldOrigin;
import dev.portalsdk.catalog.inspect.Standing;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Tells why an entity is as it is: by what the store knows, and by running the pipeline once more, with somebody who watches. */
final class Explainer {
    private final CatalogFacts facts;
    private final EntityQueries queries;
    private final Pipeline pipeline;
    private final OrphanStrategy orphans;
    private final ClaimPaths paths;
    private final FieldOrigins origins;
    private final Absences absences;

    /** @param providers in the order that decides conflicts */
    Explainer(CatalogFacts facts, EntityQueries queries, CatalogParts parts, List<String> providers) {
        this.facts = facts;
        this.queries = queries;
        this.pipeline = new Pipeline(parts, new Emissions(parts.allowRules()));
        this.orphans = parts.orphans();
        this.paths = new ClaimPaths(facts, providers);
        this.origins = new FieldOrigins(facts);
        this.absences = new Absences(facts, parts.allowRules());
    }

    Explanation explain(EntityRef ref) {
        Optional<EntityFacts> known = facts.entity(ref);
        Optional<StitchedEntity> visible = queries.byRef(ref);
        List<ExplainedClaim> claims = known.map(paths::explain).orElse(List.of());
        if (known.isEmpty() || (claims.isEmpty() && visible.isEmpty())) {
            return new Explanation(ref, absences.of(ref), claims, List.of(), visible);
        }
        Run run = run(known.get());
        List<Standing> standings = new ArrayList<>();
        visible.ifPresent(entity -> standings.add(new Standing.Visible(entity.location(), run.newest(entity))));
        addDoings(known.get(), run, visible.isPresent(), standings);
        addClaims(known.get(), claims, standings);
        addSources(known.get(), standings);
        List<FieldOrigin> fields = visible.map(entity -> origins.of(entity, run.tracing(), run.newest(entity)))
                .orElse(List.of());
        return new Explanation(ref, standings, claims, fields, visible);
    }

    /** Over who emits whom; an entity in a circle is told of once. */
    Optional<Ancestry> ancestry(EntityRef ref) {
        List<Ancestry.Item> items = new ArrayList<>();
        Set<EntityRef> open = new LinkedHashSet<>(List.of(ref));
        List<EntityRef> order = new ArrayList<>(open);
        for (int i = 0; i < order.size(); i++) {
            Optional<StitchedEntity> entity = queries.byRef(order.get(i));
            if (entity.isPresent()) {
                List<EntityRef> parents = List.copyOf(facts.parents(order.get(i)));
                items.add(new Ancestry.Item(entity.get(), parents));
                parents.stream().filter(open::add).forEach(order::add);
            }
        }
        return items.isEmpty() ? Optional.empty() : Optional.of(new Ancestry(ref, items));
    }

    /**
     * What is known of some, and whether there may be more of them.
     *
     * @throws IllegalArgumentException if the limit is below 1
     */
    FactsPage page(IntFunction<List<EntityRef>> first, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be at least 1, not " + limit);
        }
        List<EntityRef> refs = first.apply(limit);
        List<EntityFacts> known =
                refs.stream().flatMap(ref -> facts.entity(ref).stream()).toList();
        boolean full = refs.size() == limit;
        return new FactsPage(known, full ? Optional.of(refs.get(limit - 1)) : Optional.empty());
    }

    /**
     * The pipeline's answer to the version that is in use.
     *
     * @param result empty if no version is
     */
    private record Run(FieldTracing tracing, Optional<Pipeline.Result> result) {
        boolean newest(StitchedEntity visible) {
            return result.flatMap(Pipeline.Result::accepted)
                    .filter(accepted -> accepted.entity().equals(visible.entity()))
                    .isPresent();
        }
    }

    private Run run(EntityFacts entity) {
        Optional<EntityFacts.Claimed> held = entity.held();
        FieldTracing tracing = held.map(
                        claim -> new FieldTracing(claim.offered().descriptor()))
                .orElseGet(FieldOrigins::untraced);
        Optional<Pipeline.Result> result = held.map(
                claim -> pipeline.process(claim.offered(), claim.origin().orElseThrow(), tracing));
        return new Run(tracing, result);
    }

    private void addDoings(EntityFacts entity, Run run, boolean visible, List<Standing> to) {
        if (entity.state() != EntityFacts.State.SETTLED) {
            to.add(new Standing.Pending(entity.state()));
        }
        if (entity.state() != EntityFacts.State.TO_PROCESS) {
            run.result()
                    .filter(result -> result.accepted().isEmpty())
                    .ifPresent(result -> to.add(new Standing.Rejected(errors(result.findings()), visible)));
        }
        entity.orphanSince()
                .ifPresent(since ->
                        to.add(new Standing.Orphaned(since, orphans.grace().map(since::plus))));
        facts.held().stream()
                .filter(held -> held.refs().contains(entity.ref()))
                .forEach(held -> to.add(new Standing.HeldBack(held)));
    }

    private static void addClaims(EntityFacts entity, List<ExplainedClaim> claims, List<Standing> to) {
        Optional<ExplainedClaim> holder =
                claims.stream().filter(claim -> claim.claim().holds()).findFirst();
        List<ExplainedClaim> others = claims.stream()
                .filter(claim -> !claim.claim().holds()
                        && claim.claim().live()
                        && claim.why() != ExplainedClaim.Why.SAME_DOCUMENT)
                .toList();
        if (!others.isEmpty()) {
            holder.ifPresent(claim -> to.add(new Standing.InConflict(claim, others)));
        }
        if (holder.isEmpty() && entity.orphanSince().isEmpty()) {
            boolean live = claims.stream().anyMatch(claim -> claim.claim().live());
            to.add(live ? new Standing.Removed() : new Standing.Unreached());
        }
    }

    private void addSources(EntityFacts entity, List<Standing> to) {
        List<Diagnostic> failures = absences.failuresBehind(entity);
        if (!failures.isEmpty()) {
            to.add(new Standing.Unreadable(failures));
        }
    }

    private static List<Diagnostic> errors(List<Diagnostic> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .sorted(Diagnostic.BY_PLACE)
                .toList();
    }
}
