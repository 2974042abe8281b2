package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the annotations of a set of entities waive. */
final class Waivers {
    private static final int MAX_RULES = 100; // more than there are
    private static final String POINTER = "/metadata/annotations/" + CatalogChecks.WAIVE_ANNOTATION.replace("/", "~1");

    private final Map<EntityRef, Set<String>> waived = new HashMap<>();
    private final List<Diagnostic> findings = new ArrayList<>();

    /** Reads the annotation of a descriptor, if it has one. */
    void add(EntityDescriptor descriptor, Collection<String> knownRules) {
        descriptor.annotation(CatalogChecks.WAIVE_ANNOTATION).ifPresent(text -> {
            Set<String> rules = rules(text);
            descriptor.ref().ifPresent(ref -> waived.computeIfAbsent(ref, none -> new LinkedHashSet<>())
                    .addAll(rules));
            for (String rule : rules) {
                if (!knownRules.contains(rule)) {
                    // Silent if nothing is near: it may be a rule of another program that honours the annotation.
                    Suggestions.closest(rule, knownRules)
                            .ifPresent(near -> findings.add(unknown(descriptor, rule, near)));
                }
            }
        });
    }

    boolean waives(Diagnostic finding) {
        return finding.entity()
                .map(waived::get)
                .filter(rules -> rules.contains(finding.ruleId()))
                .isPresent();
    }

    /** Waivers of rules that are not known; of rule {@code unknown-waiver}. */
    List<Diagnostic> findings() {
        return findings;
    }

    private static Set<String> rules(String text) {
        Set<String> rules = new LinkedHashSet<>();
        Arrays.stream(text.split(",", MAX_RULES + 1))
                .limit(MAX_RULES)
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .forEach(rules::add);
        return rules;
    }

    private static Diagnostic unknown(EntityDescriptor descriptor, String rule, String near) {
        return Diagnostic.info(
                        CheckRule.UNKNOWN_WAIVER.id(),
                        "The annotation " + CatalogChecks.WAIVE_ANNOTATION + " names a rule that is not known: "
                                + Wording.quoted(rule))
                .at(descriptor, POINTER)
                .found(Value.Str.of(rule))
                .hint(DanglingRefs.didYouMean(near))
                .build();
    }
}
