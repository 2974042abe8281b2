package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Relation;
import java.util.ArrayList;
import java.util.List;

/**
 * What a processor made of a descriptor. Immutable; each method gives a copy.
 *
 * @param descriptor changed or not; must keep its kind, namespace and name
 * @param children entities that this one emits; they live as long as it does
 * @param relations beyond those that the kind's fields declare; one direction is enough
 * @param findings an error rejects the entity
 */
public record ProcessorOutput(
        EntityDescriptor descriptor,
        List<ProvidedEntity> children,
        List<Relation> relations,
        List<Diagnostic> findings) {

    /** Copies the lists. */
    public ProcessorOutput {
        children = List.copyOf(children);
        relations = List.copyOf(relations);
        findings = List.copyOf(findings);
    }

    /** This descriptor, and nothing that follows from it. */
    public static ProcessorOutput of(EntityDescriptor descriptor) {
        return new ProcessorOutput(descriptor, List.of(), List.of(), List.of());
    }

    /** One more child. */
    public ProcessorOutput withChild(ProvidedEntity child) {
        return new ProcessorOutput(descriptor, plus(children, child), relations, findings);
    }

    /** One more relation. */
    public ProcessorOutput withRelation(Relation relation) {
        return new ProcessorOutput(descriptor, children, plus(relations, relation), findings);
    }

    /** One more finding. */
    public ProcessorOutput withFinding(Diagnostic finding) {
        return new ProcessorOutput(descriptor, children, relations, plus(findings, finding));
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }
}
