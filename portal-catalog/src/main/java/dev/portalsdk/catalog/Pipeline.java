package dev.portalsdk.catalog;

import dev.portalsdk.catalog.inspect.FieldOrigin;
import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.source.UrlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done to one descriptor, in this order: placeholders, where it comes from, processors, policies, the kind's schema, relations, rules.
 *
 * <p>A function of the descriptor and of what it reads. Each step is done only if those before found no error, but for the checks, which tell all at
 * once.
 */
final class Pipeline {
    private final Placeholders placeholders;
    private final LocationAnnotations annotations;
    private final LocationTargets targets;
    private final Map<String, CatalogProcessor> processors;
    private final EntityValidator validator;
    private final Map<String, EntityRule> rules;
    private final Emissions emissions;
    private final Integrations integrations;
    private final UrlReader reader;

    Pipeline(CatalogParts parts, Emissions emissions) {
        this.placeholders = new Placeholders(parts.placeholders());
        this.annotations = new LocationAnnotations(parts.integrations());
        this.targets = new LocationTargets(parts.integrations());
        this.processors = new LinkedHashMap<>(parts.processors());
        this.validator = parts.validator();
        this.rules = new LinkedHashMap<>(parts.rules());
        this.emissions = emissions;
        this.integrations = parts.integrations();
        this.reader = parts.urlReader();
    }

    /**
     * Does what a claim asks for.
     *
     * @param mayWait whether other machines may be waited for
     * @return empty if that needs to wait, and may not
     */
    Optional<Outcome> process(Claim.OfEntity claim, boolean mayWait) {
        if (claim.onlyIfReadsChanged()) {
            ReadingContext context = context(claim.offered(), claim.origin(), mayWait);
            boolean changed = context.haveChanged(claim.reads());
            if (context.hadToWait()) {
                return Optional.empty();
            }
            if (!changed) {
                return Optional.of(new Outcome.Unchanged(claim));
            }
        }
        ReadingContext context = context(claim.offered(), claim.origin(), mayWait);
        Result result = process(claim.offered(), context, Steps.untold());
        return context.hadToWait()
                ? Optional.empty()
                : Optional.of(new Outcome.Processed(claim, result.accepted(), result.findings(), result.reads()));
    }

    /** What came of a descriptor; the parts as in {@link Outcome.Processed}. */
    record Result(Optional<Accepted> accepted, List<Diagnostic> findings, List<Outcome.Read> reads) {}

    /** Is told what the steps made of a descriptor. */
    interface Steps {
        /** One step was done. */
        void done(FieldOrigin.By by, String name, Value after);

        /** A processor added a relation. */
        void related(String processor, Relation relation);

        static Steps untold() {
            return Untold.INSTANCE;
        }
    }

    private enum Untold implements Steps {
        INSTANCE;

        @Override
        public void done(FieldOrigin.By by, String name, Value after) {}

        @Override
        public void related(String processor, Relation relation) {}
    }

    /** Processes a descriptor, whether something has changed or not. */
    Result process(ProvidedEntity offered, LocationRef origin, Steps steps) {
        return process(offered, context(offered, origin, true), steps);
    }

    private Result process(ProvidedEntity offered, ReadingContext context, Steps steps) {
        Run run = new Run(offered, context, steps);
        Optional<Accepted> accepted = run.accept();
        return new Result(accepted, run.findings, context.reads());
    }

    private ReadingContext context(ProvidedEntity offered, LocationRef origin, boolean mayWait) {
        return new ReadingContext(offered.location(), origin, integrations, reader, mayWait);
    }

    private final class Run {
        private final ProvidedEntity offered;
        private final ReadingContext context;
        private final Steps steps;
        private final List<Diagnostic> findings = new ArrayList<>();
        private final List<ProvidedEntity> children = new ArrayList<>();
        private final List<Relation> relations = new ArrayList<>();

        Run(ProvidedEntity offered, ReadingContext context, Steps steps) {
            this.offered = offered;
            this.context = context;
            this.steps = steps;
        }

        Optional<Accepted> accept() {
            return resolved().map(this::annotated).flatMap(this::processed).flatMap(this::checked);
        }

        private Optional<EntityDescriptor> resolved() {
            Validated<EntityDescriptor> result = placeholders.resolve(offered.descriptor(), context);
            findings.addAll(result.findings());
            result.value().ifPresent(descriptor -> steps.done(FieldOrigin.By.PLACEHOLDER, "", descriptor.root()));
            return result.value();
        }

        private EntityDescriptor annotated(EntityDescriptor descriptor) {
            EntityDescriptor result = annotations.annotate(descriptor, context.location(), context.origin(), findings);
            steps.done(FieldOrigin.By.CATALOG, "", result.root());
            return result;
        }

        private Optional<EntityDescriptor> processed(EntityDescriptor descriptor) {
            EntityDescriptor current = descriptor;
            for (Map.Entry<String, CatalogProcessor> processor : processors.entrySet()) {
                try {
                    ProcessorOutput output = processor.getValue().process(current, context);
                    current = output.descriptor();
                    take(processor.getKey(), output, descriptor);
                } catch (Exception e) {
                    findings.add(failed("processor", processor.getKey(), e, descriptor));
                    return Optional.empty();
                }
            }
            if (!current.ref().equals(Optional.of(offered.ref()))) {
                findings.add(Diagnostic.error(
                                "identity", "A processor changed the kind, namespace or name of " + offered.ref())
                        .at(descriptor, "")
                        .build());
                return Optional.empty();
            }
            return Optional.of(current);
        }

        private void take(String processor, ProcessorOutput output, EntityDescriptor given) {
            children.addAll(output.children());
            relations.addAll(output.relations());
            output.findings().forEach(finding -> findings.add(placed(finding, given)));
            steps.done(FieldOrigin.By.PROCESSOR, processor, output.descriptor().root());
            output.relations().forEach(relation -> steps.related(processor, relation));
        }

        private Optional<Accepted> checked(EntityDescriptor descriptor) {
            Validated<Entity> validated = validator.validate(descriptor);
            findings.addAll(validated.findings());
            Optional<Entity> entity = validated.value();
            entity.ifPresent(valid -> {
                steps.done(FieldOrigin.By.POLICY, "", valid.toValue());
                applyRules(valid, descriptor);
            });
            List<Want> wants = entity.flatMap(valid -> valid.as(Kinds.LOCATION))
                    .map(spec -> targets.of(spec, descriptor, context.location(), findings))
                    .orElse(List.of());
            return entity.filter(valid -> !isRejected()).map(valid -> accepted(valid, wants));
        }

        private void applyRules(Entity entity, EntityDescriptor descriptor) {
            for (Map.Entry<String, EntityRule> rule : rules.entrySet()) {
                try {
                    rule.getValue().check(entity).forEach(finding -> findings.add(placed(finding, descriptor)));
                } catch (Exception e) {
                    findings.add(failed("rule", rule.getKey(), e, descriptor));
                }
            }
        }

        /** A Location with a wrong target is good for its other targets. */
        private boolean isRejected() {
            return findings.stream()
                    .anyMatch(finding -> finding.severity() == Severity.ERROR
                            && !finding.ruleId().equals("location-target"));
        }

        private Accepted accepted(Entity entity, List<Want> wants) {
            relations.addAll(entity.relations());
            return new Accepted(
                    entity,
                    context.location(),
                    context.origin(),
                    relations,
                    emissions.ofChildren(children, context.origin()),
                    wants);
        }
    }

    /** Fills in the entity and the place, which the checks of hosts need not know. */
    private static Diagnostic placed(Diagnostic finding, EntityDescriptor descriptor) {
        return new Diagnostic(
                finding.severity(),
                finding.ruleId(),
                finding.entity().or(descriptor::ref),
                finding.location().or(() -> descriptor.location(finding.pointer())),
                finding.pointer(),
                finding.message(),
                finding.found(),
                finding.expected(),
                finding.hint());
    }

    private static Diagnostic failed(String what, String name, Exception cause, EntityDescriptor descriptor) {
        String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return Diagnostic.error(what + "-failed", "The " + what + " \"" + name + "\" failed: " + reason)
                .at(descriptor, "")
                .build();
    }
}
