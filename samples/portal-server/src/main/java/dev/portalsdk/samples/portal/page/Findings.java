package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong in the catalog. Looking through all of it takes a while in a large one, so an answer serves for some seconds. Safe for many threads. */
public final class Findings {
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Catalog catalog;
    private final Clock clock;
    private Snapshot last = new Snapshot(-1, Instant.MIN, List.of());

    private record Snapshot(long version, Instant at, List<Diagnostic> findings) {}

    public Findings(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Everything that the catalog finds, by place. */
    public synchronized List<Diagnostic> all() {
        long version = catalog.changes().version();
        Instant now = clock.instant();
        if (last.version() != version || now.isAfter(last.at().plus(FRESH))) {
            last = new Snapshot(version, now, catalog.findings());
        }
        return last.findings();
    }

    List<Diagnostic> of(EntityRef ref) {
        return all().stream()
                .filter(finding -> finding.entity().filter(ref::equals).isPresent())
                .toList();
    }

    /** As templates show them. */
    public static List<Model> models(Collection<Diagnostic> findings) {
        return Model.each(findings, Findings::model);
    }

    static Model model(Diagnostic finding) {
        return Model.of("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("message", finding.messageWithHint())
                .put("rule", finding.ruleId())
                .put("pointer", finding.pointer())
                .put("entity", finding.entity().map(ref -> Entities.link(ref, Optional.empty())
                        .put("missing", false)))
                .put("place", finding.location())
                .put("placeUrl", finding.location().flatMap(Findings::url));
    }

    /** Forges show a line that is named like this. */
    static Optional<String> url(SourceLocation place) {
        return Links.outside(place.source()).map(url -> url + "#L" + place.line());
    }
}
