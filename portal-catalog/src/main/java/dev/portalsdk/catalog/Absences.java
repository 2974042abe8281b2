package dev.portalsdk.catalog;

import dev.portalsdk.catalog.inspect.Standing;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Suggestions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why something is not there: not allowed, not readable, misspelt. */
final class Absences {
    private static final int MAX_FINDINGS = 20;
    private static final int MAX_NAMESAKES = 3;

    private final CatalogFacts facts;
    private final List<String> rules;

    Absences(CatalogFacts facts, List<AllowRule> rules) {
        this.facts = facts;
        this.rules = rules.stream().map(AllowRule::toString).toList();
    }

    /** For a ref that nobody gives. */
    List<Standing> of(EntityRef ref) {
        List<Standing> standings = new ArrayList<>();
        List<Diagnostic> notAllowed = facts.findings().stream()
                .filter(finding -> finding.ruleId().equals("not-allowed")
                        && finding.entity().equals(Optional.of(ref)))
                .toList();
        standings.add(
                notAllowed.isEmpty() ? new Standing.Unknown(similar(ref)) : new Standing.NotAllowed(notAllowed, rules));
        List<Diagnostic> failures = facts.sources().stream()
                .flatMap(source -> failures(source, Optional.empty()).stream())
                .limit(MAX_FINDINGS)
                .toList();
        if (!failures.isEmpty()) {
            standings.add(new Standing.Unreadable(failures));
        }
        return standings;
    }

    /** Of the source that an entity was read from, and of those that it names. */
    List<Diagnostic> failuresBehind(EntityFacts entity) {
        Optional<LocationRef> file = entity.held().map(claim -> claim.offered().location());
        Set<LocationRef> own = new HashSet<>();
        entity.accepted().ifPresent(accepted -> accepted.wants().forEach(want -> own.add(want.source())));
        Set<LocationRef> above = new HashSet<>();
        entity.held().flatMap(EntityFacts.Claimed::source).ifPresent(above::add);
        if (own.isEmpty() && above.isEmpty()) {
            return List.of();
        }
        Set<Diagnostic> failures = new LinkedHashSet<>();
        for (CatalogFacts.Source source : facts.sources()) {
            if (own.contains(source.source())) {
                failures.addAll(failures(source, Optional.empty()));
            } else if (above.contains(source.source())) {
                failures.addAll(failures(source, file));
            }
        }
        return failures.stream().limit(MAX_FINDINGS).toList();
    }

    /** @param only of this file; empty for all of them */
    private static List<Diagnostic> failures(CatalogFacts.Source source, Optional<LocationRef> only) {
        List<Diagnostic> failures = new ArrayList<>();
        source.content().ifPresent(content -> {
            content.failures().forEach(failure -> failures.add(named(failure, source.source())));
            for (SourceContent.File file : content.files()) {
                if (only.isEmpty() || only.get().equals(file.location())) {
                    failures.addAll(file.findings());
                }
            }
        });
        failures.removeIf(finding -> finding.severity() != Severity.ERROR);
        return failures;
    }

    /** The store tells failures to readers, at their places; here the source itself is meant. */
    private static Diagnostic named(Diagnostic failure, LocationRef source) {
        return new Diagnostic(
                failure.severity(),
                failure.ruleId(),
                failure.entity(),
                failure.location().or(() -> Optional.of(SourceLocation.startOf(source.target()))),
                failure.pointer(),
                failure.message(),
                failure.found(),
                failure.expected(),
                failure.hint());
    }

    /** Namesakes of another kind or namespace first, then what is spelt alike. */
    private List<EntityRef> similar(EntityRef ref) {
        Set<EntityRef> all = facts.descriptors().keySet();
        Set<EntityRef> similar = new LinkedHashSet<>();
        all.stream()
                .filter(other -> other.name().equals(ref.name()))
                .limit(MAX_NAMESAKES)
                .forEach(similar::add);
        Suggestions.closest(
                        ref.toString(), all.stream().map(EntityRef::toString).toList())
                .map(EntityRef::parse)
                .ifPresent(similar::add);
        similar.remove(ref);
        return List.copyOf(similar);
    }
}
