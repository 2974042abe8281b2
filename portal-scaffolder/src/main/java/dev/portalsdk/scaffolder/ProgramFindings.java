package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Suggestions;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what is found in a template, each finding once. */
final class ProgramFindings {
    private final EntityDescriptor document;
    private final ScalarPlaces places;
    private final Set<Diagnostic> findings = new LinkedHashSet<>();

    ProgramFindings(EntityDescriptor document, ScalarPlaces places) {
        this.document = document;
        this.places = places;
    }

    ScalarPlaces places() {
        return places;
    }

    List<Diagnostic> sorted() {
        return findings.stream().sorted(Diagnostic.BY_PLACE).toList();
    }

    /** At a value. */
    void atValue(Problem problem, String pointer) {
        add(problem, pointer, places.of(pointer));
    }

    /** At the key of a value; if there is none, at what should have it. */
    void atKey(Problem problem, String pointer) {
        add(problem, pointer, places.ofKey(pointer).or(() -> places.of(pointer)));
    }

    void add(Problem problem, String pointer, Optional<SourceLocation> place) {
        Diagnostic.Builder finding = problem.severity() == Severity.ERROR
                ? Diagnostic.error(problem.rule(), problem.message())
                : Diagnostic.warning(problem.rule(), problem.message());
        document.ref().ifPresent(finding::entity);
        place.ifPresent(finding::at);
        problem.hint().ifPresent(finding::hint);
        findings.add(finding.pointer(pointer).build());
    }

    /** What is wrong, without its place. */
    record Problem(Severity severity, String rule, String message, Optional<String> hint) {
        static Problem error(String rule, String message) {
            return new Problem(Severity.ERROR, rule, message, Optional.empty());
        }

        static Problem warning(String rule, String message) {
            return new Problem(Severity.WARNING, rule, message, Optional.empty());
        }

        /** A name that is not known, with the nearest that is, or all of them if they are few. */
        static Problem unknown(String rule, String message, String name, Collection<String> known) {
            Problem problem = error(rule, message);
            Optional<String> near = Suggestions.didYouMean(name, known);
            if (near.isPresent()) {
                return problem.hint(near.get());
            }
            return known.isEmpty() || known.size() > 40
                    ? problem
                    : problem.hint("known are " + String.join(", ", known));
        }

        Problem hint(String text) {
            return new Problem(severity, rule, message, Optional.of(text));
        }
    }
}
