package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes entities of descriptors: applies the policies, checks the kind's schema, and reads relations.
 *
 * <p>All mistakes of a descriptor are told at once, each once: where a policy has found a value wrong, later checks do not say so again. Immutable
 * and safe for use by many threads.
 */
public final class EntityValidator {
    private final KindSet kinds;
    private final List<EntityPolicy> policies;
    /** Many entities have the same owner, system and so on. */
    private final Recent<EntityRef> refs = new Recent<>(1 << 13);

    private EntityValidator(KindSet kinds, List<EntityPolicy> policies) {
        this.kinds = kinds;
        this.policies = List.copyOf(policies);
    }

    /** A validator of these kinds with the {@linkplain EntityPolicies#standard() standard policies}. */
    public static EntityValidator of(KindSet kinds) {
        return new EntityValidator(kinds, EntityPolicies.standard());
    }

    /** This validator with other policies, applied in this order. */
    public EntityValidator withPolicies(List<EntityPolicy> others) {
        return new EntityValidator(kinds, others);
    }

    /** The kinds it knows. */
    public KindSet kinds() {
        return kinds;
    }

    /** What it checks beside kinds, in this order. */
    public List<EntityPolicy> policies() {
        return policies;
    }

    /**
     * Checks a descriptor.
     *
     * @return the entity, unless a finding is an error; and all findings
     */
    public Validated<Entity> validate(EntityDescriptor descriptor) {
        Findings findings = new Findings();
        EntityDescriptor checked = applyPolicies(descriptor, findings);
        Optional<Kind<?>> kind = kindOf(checked, findings);
        if (kind.isEmpty()) {
            return Validated.rejected(findings.all());
        }
        KindCheck check = new KindCheck(checked, kind.get());
        findings.addAll(check.schemaFindings());
        findings.addAll(check.annotationFindings());
        findings.addAll(check.hints());
        Validated<List<Entity.Reference>> references = RelationReader.read(checked, kind.get(), refs::shared);
        findings.addAll(references.findings());
        Optional<EntityRef> ref = checked.ref();
        if (findings.hasErrors() || ref.isEmpty()) {
            return Validated.rejected(findings.all());
        }
        EntityRef source = refs.shared(ref.get());
        List<Relation> relations = relations(source, references.value().orElse(List.of()));
        return Validated.of(new Entity(checked.root(), source, kind.get(), relations), findings.all());
    }

    /**
     * An entity that was found valid before, and kept since: nothing is checked again. If its kind is no longer known, it is one of no fields.
     *
     * @param document what {@link Entity#toValue()} gave
     * @throws IllegalArgumentException if it names no kind, apiVersion or name that an entity could have
     */
    public Entity restore(Value.Obj document) {
        EntityDescriptor descriptor = EntityDescriptor.of(document);
        String name = descriptor.kind().orElse("");
        String version = descriptor.apiVersion().orElse("");
        Kind<?> kind = kinds.find(name, version)
                .or(() -> kinds.named(name).stream().findFirst())
                .orElseGet(() ->
                        Kind.builder(name, Record.class).apiVersion(version).build());
        EntityRef source = refs.shared(
                descriptor.ref().orElseThrow(() -> new IllegalArgumentException("No entity: " + document.toJson())));
        List<Entity.Reference> references =
                RelationReader.read(descriptor, kind, refs::shared).value().orElse(List.of());
        return new Entity(document, source, kind, relations(source, references));
    }

    private EntityDescriptor applyPolicies(EntityDescriptor descriptor, Findings findings) {
        EntityDescriptor checked = descriptor;
        for (EntityPolicy policy : policies) {
            Validated<EntityDescriptor> result = apply(policy, checked);
            findings.addAll(result.findings());
            checked = result.value().orElse(checked);
        }
        return checked;
    }

    /** A policy may be a host's own; when it throws, the descriptor is rejected and the cause is told. */
    private static Validated<EntityDescriptor> apply(EntityPolicy policy, EntityDescriptor descriptor) {
        try {
            return policy.apply(descriptor);
        } catch (RuntimeException e) {
            return Validated.of(
                    descriptor,
                    List.of(Diagnostic.error(
                                    "failed-policy",
                                    "The policy " + policy.getClass().getName() + " failed: " + e)
                            .at(descriptor, "")
                            .build()));
        }
    }

    private static List<Relation> relations(EntityRef source, List<Entity.Reference> references) {
        Set<Relation> relations = new TreeSet<>();
        for (Entity.Reference reference : references) {
            relations.add(new Relation(source, reference.field().type(), reference.target()));
        }
        return List.copyOf(relations);
    }

    private Optional<Kind<?>> kindOf(EntityDescriptor descriptor, Findings findings) {
        Optional<String> name = descriptor.kind();
        Optional<String> version = descriptor.apiVersion();
        if (name.isEmpty() || version.isEmpty()) {
            return Optional
                    .empty(); // the policies say so; should they have been replaced, there is still no kind to check
        }
        Optional<Kind<?>> kind = kinds.find(name.get(), version.get());
        if (kind.isEmpty()) {
            findings.addAll(List.of(
                    kinds.named(name.get()).isEmpty()
                            ? unknownKind(descriptor, name.get())
                            : unknownVersion(descriptor, name.get(), version.get())));
        }
        return kind;
    }

    private Diagnostic unknownKind(EntityDescriptor descriptor, String name) {
        String known = String.join(", ", kinds.names());
        return Diagnostic.error("unknown-kind", "The kind \"" + name + "\" is not known here")
                .at(descriptor, "/kind")
                .found(Value.Str.of(name))
                .expected("one of " + known)
                .hint(Suggestions.didYouMean(name, kinds.names()).orElse("known kinds: " + known))
                .build();
    }

    private Diagnostic unknownVersion(EntityDescriptor descriptor, String name, String version) {
        Set<String> versions = new LinkedHashSet<>();
        kinds.named(name).forEach(kind -> versions.addAll(kind.apiVersions()));
        String known = String.join(", ", versions);
        return Diagnostic.error(
                        "unknown-api-version",
                        "The apiVersion \"" + version + "\" of kind " + name + " is not known here")
                .at(descriptor, "/apiVersion")
                .found(Value.Str.of(version))
                .expected("one of " + known)
                .hint(Suggestions.didYouMean(version, versions).orElse("known for " + name + ": " + known))
                .build();
    }

    /**
     * Findings in order of their making. Each check adds its findings at once; what an earlier check has found wrong, and all that is below it, is not
     * spoken of again.
     */
    private static final class Findings {
        private final List<Diagnostic> all = new ArrayList<>();
        private final Set<String> wrong = new HashSet<>();

        void addAll(List<Diagnostic> findings) {
            if (findings.isEmpty()) {
                return;
            }
            List<Diagnostic> fresh = findings.stream()
                    .filter(finding -> !isWrong(finding.pointer()))
                    .toList();
            for (Diagnostic finding : fresh) {
                all.add(finding);
                if (finding.severity() == Severity.ERROR) {
                    wrong.add(finding.pointer());
                }
            }
        }

        private boolean isWrong(String pointer) {
            if (wrong.isEmpty()) {
                return false;
            }
            for (String at = pointer; !at.isEmpty(); at = JsonPointers.parent(at)) {
                if (wrong.contains(at)) {
                    return true;
                }
            }
            return wrong.contains("");
        }

        boolean hasErrors() {
            return !wrong.isEmpty();
        }

        List<Diagnostic> all() {
            return all;
        }
    }
}
