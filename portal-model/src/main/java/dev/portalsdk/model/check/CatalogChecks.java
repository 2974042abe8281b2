package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks that look at a set of entities as a whole, taken for all that there is.
 *
 * <pre>{@code
 * CatalogChecks checks = CatalogChecks.builder()
 *     .severity("dangling-ref", Severity.ERROR)
 *     .off("unreferenced")
 *     .knownElsewhere(RefSnapshot.read(Path.of("catalog-refs.txt")).orThrow())
 *     .rule("tier-1-runbook", tierOneHasRunbook)
 *     .build();
 * CheckResult result = checks.check(entities);
 * }</pre>
 *
 * <p>Its own rules are listed in {@link CheckRule}. A finding is waived by the annotation {@value #WAIVE_ANNOTATION} of the entity that it concerns
 * ({@code dangling-ref, cycle}), or by a {@link Baseline}. Immutable, safe for use by many threads.
 */
public final class CatalogChecks {
    /** The annotation that waives findings about its entity: ids of rules, at most 100, separated by commas. */
    public static final String WAIVE_ANNOTATION = "portalsdk.dev/waive";

    private final Map<String, CatalogRule> rules;
    private final Map<String, Optional<Severity>> severities;
    private final Set<String> knownRules;
    private final Set<EntityRef> elsewhere;
    private final Baseline baseline;

    private CatalogChecks(Builder from) {
        this.rules = new LinkedHashMap<>(from.rules);
        this.severities = Map.copyOf(from.severities);
        this.knownRules = from.knownRules();
        this.elsewhere = Collections.unmodifiableSet(new TreeSet<>(from.elsewhere));
        this.baseline = from.baseline;
    }

    /** Starts a configuration; all rules are on at first. */
    public static Builder builder() {
        return new Builder();
    }

    /** All rules as they are. */
    public static CatalogChecks standard() {
        return builder().build();
    }

    /** The rules for a catalog that may be a part of a larger one: without those that look for what is not used, or not usual. */
    public static CatalogChecks references() {
        return builder()
                .off(CheckRule.UNREFERENCED.id())
                .off(CheckRule.UNUSUAL_TAG.id())
                .build();
    }

    /** Checks these entities; without any there are no findings. */
    public CheckResult check(Collection<CheckedEntity> entities) {
        return check(entities, List.of(), List.of());
    }

    /**
     * Checks these entities, and configures and waives what was found before as well.
     *
     * @param rejected descriptors that are no valid entities; references to them are not dangling, as they are there to be mended
     * @param before what reading and validating found
     */
    CheckResult check(
            Collection<CheckedEntity> entities, Collection<EntityDescriptor> rejected, Collection<Diagnostic> before) {
        Waivers waivers = new Waivers();
        entities.forEach(entity -> waivers.add(entity.descriptor(), knownRules));
        rejected.forEach(descriptor -> waivers.add(descriptor, knownRules));
        List<Diagnostic> all = new ArrayList<>(before);
        run(new EntitySet(entities, known(rejected)), all);
        all.addAll(waivers.findings());

        List<Diagnostic> findings = new ArrayList<>();
        List<Diagnostic> waived = new ArrayList<>();
        for (Diagnostic found : all) {
            configured(found)
                    .ifPresent(finding ->
                            (waivers.waives(finding) || baseline.waives(finding) ? waived : findings).add(finding));
        }
        baseline.stale(all, id -> !isOff(id)).forEach(stale -> configured(stale).ifPresent(findings::add));
        return new CheckResult(findings, waived);
    }

    private Set<EntityRef> known(Collection<EntityDescriptor> rejected) {
        if (rejected.isEmpty()) {
            return elsewhere;
        }
        Set<EntityRef> known = new TreeSet<>(elsewhere);
        rejected.forEach(descriptor -> descriptor.ref().ifPresent(known::add));
        return known;
    }

    private void run(EntitySet entities, List<Diagnostic> findings) {
        rules.forEach((id, rule) -> {
            if (!isOff(id)) {
                try {
                    rule.check(entities).forEach(finding -> findings.add(withRule(finding, id)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    findings.add(failed(id, e));
                } catch (Exception e) {
                    findings.add(failed(id, e));
                }
            }
        });
    }

    private static Diagnostic failed(String id, Exception e) {
        return Diagnostic.error(CheckRule.FAILED_RULE.id(), "The rule " + id + " failed: " + e)
                .hint("mend the rule; what it would have found is not known")
                .build();
    }

    private static Diagnostic withRule(Diagnostic from, String id) {
        return from.ruleId().equals(id)
                ? from
                : new Diagnostic(
                        from.severity(),
                        id,
                        from.entity(),
                        from.location(),
                        from.pointer(),
                        from.message(),
                        from.found(),
                        from.expected(),
                        from.hint());
    }

    private boolean isOff(String ruleId) {
        Optional<Severity> configured = severities.get(ruleId);
        return configured != null && configured.isEmpty();
    }

    private Optional<Diagnostic> configured(Diagnostic finding) {
        Optional<Severity> severity = severities.get(finding.ruleId());
        return severity == null ? Optional.of(finding) : severity.map(finding::withSeverity);
    }

    /** Builds checks; for one thread. */
    public static final class Builder {
        private final Map<String, CatalogRule> rules = new LinkedHashMap<>();
        private final Map<String, Optional<Severity>> severities = new LinkedHashMap<>();
        private final Set<EntityRef> elsewhere = new HashSet<>();
        private Baseline baseline = Baseline.of(List.of());

        private Builder() {
            rules.put(CheckRule.DANGLING_REF.id(), new DanglingRefs());
            rules.put(CheckRule.WRONG_KIND_REF.id(), new WrongKindRefs());
            rules.put(CheckRule.CYCLE.id(), new Cycles());
            rules.put(CheckRule.DUPLICATE_REF.id(), new DuplicateRefs());
            rules.put(CheckRule.UNREFERENCED.id(), new Unreferenced());
            rules.put(CheckRule.UNUSUAL_TAG.id(), new UnusualTags());
        }

        /** Gives all findings of a rule this severity; the rule may be one of reading and validation too. */
        public Builder severity(String ruleId, Severity severity) {
            severities.put(ruleId, Optional.of(severity));
            return this;
        }

        /** Leaves out all findings of a rule. What validation rejects stays rejected, even if its finding is left out. */
        public Builder off(String ruleId) {
            severities.put(ruleId, Optional.empty());
            return this;
        }

        /**
         * Adds a rule of the host's.
         *
         * @param ruleId in kebab case; the findings get it
         * @throws IllegalArgumentException if there is a rule of this id
         */
        public Builder rule(String ruleId, CatalogRule rule) {
            if (knownRules().contains(ruleId)) {
                throw new IllegalArgumentException("There is a rule \"" + ruleId + "\" already; choose another id");
            }
            rules.put(ruleId, rule);
            return this;
        }

        /** Adds refs of entities that are not checked here but exist. */
        public Builder knownElsewhere(RefSnapshot snapshot) {
            elsewhere.addAll(snapshot.refs());
            return this;
        }

        /** Sets the findings that are put up with. */
        public Builder baseline(Baseline known) {
            baseline = known;
            return this;
        }

        /**
         * The checks.
         *
         * @throws IllegalArgumentException if a severity is set for a rule that is not known; names it and the known ones
         */
        public CatalogChecks build() {
            Set<String> known = knownRules();
            List<String> unknown = severities.keySet().stream()
                    .filter(id -> !known.contains(id))
                    .toList();
            if (!unknown.isEmpty()) {
                @Nullable
                String near = Suggestions.didYouMean(unknown.get(0), known).orElse(null);
                throw new IllegalArgumentException("There is no rule " + String.join(", ", unknown)
                        + (near == null ? "" : "; " + near) + " Known rules: " + String.join(", ", known));
            }
            return new CatalogChecks(this);
        }

        private Set<String> knownRules() {
            Set<String> known = new LinkedHashSet<>(rules.keySet());
            CheckRule.standard().forEach(rule -> known.add(rule.id()));
            return known;
        }
    }
}
