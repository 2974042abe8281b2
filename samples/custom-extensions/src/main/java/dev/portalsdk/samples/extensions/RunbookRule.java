package dev.portalsdk.samples.extensions;

import dev.portalsdk.catalog.EntityRule;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import java.util.List;

/**
 * How do I make a rule of my company one of the catalog?
 *
 * <p>This one refuses whatever is labelled {@code tier: "1"} and has no runbook.
 */
public final class RunbookRule implements EntityRule {
    static final String ANNOTATION = "acme.test/runbook";

    @Override
    public List<Diagnostic> check(Entity entity) {
        boolean important = "1".equals(entity.metadata().labels().get("tier"));
        return important && entity.metadata().annotation(ANNOTATION).isEmpty()
                ? List.of(Diagnostic.error("tier-1-runbook", "What is of tier 1 needs a runbook")
                        .pointer("/metadata/annotations")
                        .hint("add the annotation " + ANNOTATION)
                        .build())
                : List.of();
    }
}
