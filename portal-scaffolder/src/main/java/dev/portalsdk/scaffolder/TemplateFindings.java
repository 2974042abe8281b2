package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a template that can be read. */
final class TemplateFindings {
    private TemplateFindings() {}

    static Diagnostic notOneDocument(String source, int documents) {
        return Diagnostic.error(
                        "not-a-template", source + " has " + documents + " documents that can be read; expected one")
                .build();
    }

    static Diagnostic notATemplate(EntityDescriptor descriptor, String kind) {
        return Diagnostic.error("not-a-template", "The scaffolder runs entities of kind Template, not " + kind)
                .at(descriptor, "/kind")
                .expected("Template")
                .build();
    }

    static Diagnostic wrongOnFailure(EntityDescriptor descriptor) {
        return Diagnostic.error("on-failure", "spec.onFailure says what becomes of what a failed task has made")
                .at(descriptor, "/spec/" + Template.ON_FAILURE)
                .expected("keep, undo or ask")
                .build();
    }

    static List<Diagnostic> duplicateIds(EntityDescriptor descriptor, List<Step> steps) {
        List<Diagnostic> findings = new ArrayList<>();
        Map<String, Step> seen = new HashMap<>();
        for (Step step : steps) {
            Step first = seen.putIfAbsent(step.id(), step);
            if (first != null) {
                findings.add(Diagnostic.warning(
                                "duplicate-step-id",
                                "The step id \"" + step.id()
                                        + "\" is used twice; the output of the later step hides the earlier one's")
                        .at(descriptor, step.pointer() + "/id")
                        .hint("give each step an id of its own")
                        .build());
            }
        }
        return findings;
    }
}
