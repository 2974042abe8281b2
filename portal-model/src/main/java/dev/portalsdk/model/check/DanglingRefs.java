package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** See {@link CheckRule#DANGLING_REF}. */
final class DanglingRefs implements CatalogRule {

    @Override
    public List<Diagnostic> check(EntitySet entities) {
        List<Diagnostic> findings = new ArrayList<>();
        for (Reference reference : entities.references()) {
            if (!entities.knows(reference.target())) {
                findings.add(finding(reference, entities.suggestions()));
            }
        }
        return findings;
    }

    private static Diagnostic finding(Reference reference, RefSuggestions suggestions) {
        String kinds = Wording.oneOf(reference.field().targetKinds());
        String wanted = kinds.isEmpty() ? "entity" : kinds;
        Diagnostic.Builder finding = reference
                .finding(CheckRule.DANGLING_REF, reference.shown() + " is no " + wanted + " in the catalog")
                .expected("a reference to " + (kinds.isEmpty() ? "an entity" : Wording.withArticle(kinds))
                        + " that exists");
        suggestions.insteadOf(reference).ifPresent(near -> finding.hint(didYouMean(near)));
        return finding.build();
    }

    static String didYouMean(String text) {
        return "did you mean " + Wording.quoted(text) + "?";
    }
}
