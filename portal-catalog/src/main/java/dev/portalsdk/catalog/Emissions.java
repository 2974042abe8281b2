package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What each reader of a source gives of it. Pure.
 *
 * <p>Allow rules are asked here, before a document can claim its ref: what is not allowed must not keep out what is. Rule {@code not-allowed}.
 */
final class Emissions {
    private final List<AllowRule> rules;

    Emissions(List<AllowRule> rules) {
        this.rules = List.copyOf(rules);
    }

    Map<Giver, Emission> of(List<Claim.Reader> readers, SourceContent content) {
        Map<Giver, Emission> emissions = new HashMap<>();
        readers.forEach(reader -> emissions.put(reader.giver(), of(reader, content)));
        return emissions;
    }

    private Emission of(Claim.Reader reader, SourceContent content) {
        if (content.missing() && reader.want().optional()) {
            return Emission.nothing();
        }
        List<ProvidedEntity> entities = new ArrayList<>();
        List<Diagnostic> findings = new ArrayList<>();
        content.failures().forEach(failure -> findings.add(toldTo(reader, failure)));
        for (SourceContent.File file : content.files()) {
            findings.addAll(file.findings());
            for (EntityDescriptor descriptor : file.documents()) {
                if (allows(reader.giver(), descriptor, reader.origin())) {
                    entities.add(new ProvidedEntity(descriptor, file.location()));
                } else {
                    findings.add(notAllowed(descriptor, reader.origin()));
                }
            }
        }
        return new Emission(entities, findings);
    }

    /** What a processor of an entity emitted. */
    Emission ofChildren(List<ProvidedEntity> children, LocationRef origin) {
        List<ProvidedEntity> entities = new ArrayList<>();
        List<Diagnostic> findings = new ArrayList<>();
        for (ProvidedEntity child : children) {
            if (isAllowed(child.descriptor(), origin)) {
                entities.add(child);
            } else {
                findings.add(notAllowed(child.descriptor(), origin));
            }
        }
        return new Emission(entities, findings);
    }

    /** A provider is the host's own; what it gives is not asked. */
    private boolean allows(Giver giver, EntityDescriptor descriptor, LocationRef origin) {
        return giver instanceof Giver.Bucket || isAllowed(descriptor, origin);
    }

    private boolean isAllowed(EntityDescriptor descriptor, LocationRef origin) {
        for (AllowRule rule : rules) {
            if (rule.allows(descriptor, origin)) {
                return true;
            }
        }
        return false;
    }

    private static Diagnostic notAllowed(EntityDescriptor descriptor, LocationRef origin) {
        String kind = descriptor.kind().orElse("");
        return Diagnostic.error(
                        "not-allowed",
                        "The kind \"" + kind + "\" is not allowed for what the location " + origin + " leads to")
                .at(descriptor, "/kind")
                .found(Value.Str.of(kind))
                .hint("allow it under catalog.rules, or by the builder's allow(AllowRule.kinds(\"" + kind + "\"))")
                .build();
    }

    /** The source's failure, at the line that names the source. */
    private static Diagnostic toldTo(Claim.Reader reader, Diagnostic failure) {
        return new Diagnostic(
                failure.severity(),
                failure.ruleId(),
                reader.giver() instanceof Giver.Parent parent ? Optional.of(parent.ref()) : Optional.empty(),
                reader.want().place(),
                failure.pointer(),
                failure.message(),
                failure.found(),
                failure.expected(),
                failure.hint());
    }
}
