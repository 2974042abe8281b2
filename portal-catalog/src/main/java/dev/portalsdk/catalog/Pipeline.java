package dev.portalsdk.catalog;

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
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
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

    Outcome process(Claim.OfEntity claim) {
        if (claim.onlyIfReadsChanged() && !context(claim).haveChanged(claim.reads())) {
            return new Outcome.Unchanged(claim);
        }
        Run run = new Run(claim);
        Optional<Accepted> accepted = run.accept();
        return new Outcome.Processed(claim, accepted, run.findings, run.context.reads());
    }

    private ReadingContext context(Claim.OfEntity claim) {
        return new ReadingContext(claim.offered().location(), claim.origin(), integrations, reader);
    }

    private final class Run {
        private final Claim.OfEntity claim;
        private final ReadingContext context;
        private final List<Diagnostic> findings = new ArrayList<>();
        private final List<ProvidedEntity> children = new ArrayList<>();
        private final List<Relation> relations = new ArrayList<>();

        Run(Claim.OfEntity claim) {
            this.claim = claim;
            this.context = context(claim);
        }

        Optional<Accepted> accept() {
            return resolved()
                    .map(descriptor -> annotations.annotate(descriptor, context.location(), context.origin(), findings))
                    .flatMap(this::processed)
                    .flatMap(this::checked);
        }

        private Optional<EntityDescriptor> resolved() {
            Validated<EntityDescriptor> result =
                    placeholders.resolve(claim.offered().descriptor(), context);
            findings.addAll(result.findings());
            return result.value();
        }

        private Optional<EntityDescriptor> processed(EntityDescriptor descriptor) {
            EntityDescriptor current = descriptor;
            for (Map.Entry<String, CatalogProcessor> processor : processors.entrySet()) {
                try {
                    ProcessorOutput output = processor.getValue().process(current, context);
                    current = output.descriptor();
                    children.addAll(output.children());
                    relations.addAll(output.relations());
                    output.findings().forEach(finding -> findings.add(placed(finding, descriptor)));
                } catch (Exception e) {
                    findings.add(failed("processor", processor.getKey(), e, descriptor));
                    return Optional.empty();
                }
            }
            if (!current.ref().equals(Optional.of(claim.ref()))) {
                findings.add(Diagnostic.error(
                                "identity", "A processor changed the kind, namespace or name of " + claim.ref())
                        .at(descriptor, "")
                        .build());
                return Optional.empty();
            }
            return Optional.of(current);
        }

        private Optional<Accepted> checked(EntityDescriptor descriptor) {
            Validated<Entity> validated = validator.validate(descriptor);
            findings.addAll(validated.findings());
            Optional<Entity> entity = validated.value();
            entity.ifPresent(valid -> applyRules(valid, descriptor));
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
