package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.List;

/** See {@link CheckRule#WRONG_KIND_REF}. A target that does not exist is a dangling reference, whatever its kind. */
final class WrongKindRefs implements CatalogRule {

    @Override
    public List<Diagnostic> check(EntitySet entities) {
        List<Diagnostic> findings = new ArrayList<>();
        for (Reference reference : entities.references()) {
            boolean wrong = !reference.allowsKind(reference.target().kind());
            if (wrong && entities.knows(reference.target())) {
                findings.add(finding(reference, entities));
            }
        }
        return findings;
    }

    private static Diagnostic finding(Reference reference, EntitySet entities) {
        String expected = Wording.withArticle(Wording.oneOf(reference.field().targetKinds()));
        String kind = Wording.withArticle(kind(reference.target(), entities));
        Diagnostic.Builder finding = reference
                .finding(CheckRule.WRONG_KIND_REF, reference.shown() + " is " + kind + ", but is to be " + expected)
                .expected("a reference to " + expected);
        entities.suggestions()
                .sameNameInsteadOf(reference)
                .ifPresent(near -> finding.hint(DanglingRefs.didYouMean(near)));
        return finding.build();
    }

    /** As written in the target's descriptor, if it is here. */
    private static String kind(EntityRef ref, EntitySet entities) {
        return entities.definitions(ref).stream()
                .findFirst()
                .map(definition -> definition.entity().kind())
                .orElse(ref.kind());
    }
}
