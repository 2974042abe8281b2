package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.check.CheckRule;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.model.check.CheckedEntity;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Assertions about all catalog files together; see {@link CatalogAssertions}. Each gives back what it was called on, so that another can follow, and throws
 * an {@link AssertionError} that shows everything that is wrong, not only the first.
 */
public final class CatalogAssert {
    private final CheckedCatalog catalog;
    private final CatalogGraph graph;

    CatalogAssert(CheckedCatalog catalog) {
        this.catalog = catalog;
        this.graph = CatalogGraph.of(catalog.entities());
        List<Diagnostic> nothing = findings(finding -> finding.ruleId().equals(CheckRule.NOTHING_TO_CHECK.id()));
        if (!nothing.isEmpty()) {
            throw Failures.of("There is nothing to check", nothing);
        }
        if (catalog.sources().isEmpty()
                || (catalog.entities().isEmpty() && catalog.result().findings().isEmpty())) {
            throw new AssertionError("There is nothing to check: an assertion about no file at all would always hold");
        }
    }

    /** What was read and found, for assertions of your own. */
    public CheckedCatalog catalog() {
        return catalog;
    }

    /** No finding is an error. */
    public CatalogAssert hasNoErrors() {
        return hasNone("errors", finding -> finding.severity() == Severity.ERROR);
    }

    /** No finding is a warning or an error. */
    public CatalogAssert hasNoWarnings() {
        return hasNone("warnings", finding -> finding.severity() != Severity.INFO);
    }

    /** Nothing was found, not even what is only worth knowing. */
    public CatalogAssert hasNoFindings() {
        return hasNone("findings", finding -> true);
    }

    /** Whatever an entity refers to is in these files, or {@linkplain dev.portalsdk.model.check.CatalogChecks.Builder#knownElsewhere known elsewhere}. */
    public CatalogAssert hasNoDanglingReferences() {
        return hasNoFindings(CheckRule.DANGLING_REF.id());
    }

    /**
     * No finding is of a rule.
     *
     * @param ruleId as it stands in brackets behind a finding
     */
    public CatalogAssert hasNoFindings(String ruleId) {
        return hasNone("findings of the rule \"" + ruleId + "\"", finding -> finding.ruleId()
                .equals(ruleId));
    }

    private CatalogAssert hasNone(String what, Predicate<Diagnostic> unwanted) {
        List<Diagnostic> found = findings(unwanted);
        if (!found.isEmpty()) {
            throw Failures.of("Expected no " + what + ", but there are " + found.size(), found);
        }
        return this;
    }

    /**
     * A finding of a rule is there: for files that are wrong on purpose.
     *
     * @param ruleId as it stands in brackets behind a finding
     * @param line where, 1-based
     */
    public CatalogAssert hasFinding(String ruleId, String fileName, int line) {
        boolean found = catalog.result().findings().stream()
                .filter(finding -> finding.ruleId().equals(ruleId))
                .flatMap(finding -> finding.location().stream())
                .anyMatch(at -> at.line() == line && isNamed(at.source(), fileName));
        if (!found) {
            throw Failures.of(
                    "Expected a finding of the rule \"" + ruleId + "\" at " + fileName + ":" + line + ", but found",
                    catalog.result().findings());
        }
        return this;
    }

    private static boolean isNamed(String source, String fileName) {
        String path = source.replace('\\', '/');
        String name = fileName.replace('\\', '/');
        return path.equals(name) || path.endsWith("/" + name);
    }

    /** There are so many valid entities. */
    public CatalogAssert hasSize(int entities) {
        if (catalog.entities().size() != entities) {
            Map<String, Integer> kinds = new TreeMap<>();
            catalog.entities().forEach(entity -> kinds.merge(entity.ref().kind(), 1, Integer::sum));
            throw new AssertionError("Expected " + entities + " valid entities, but there are "
                    + catalog.entities().size() + ": " + kinds);
        }
        return this;
    }

    /** Assertions about every Component. */
    public EntitiesAssert everyComponent() {
        return every("Component");
    }

    /**
     * Assertions about every entity of a kind.
     *
     * @param kind in any case
     * @throws AssertionError if there is none
     */
    public EntitiesAssert every(String kind) {
        String folded = kind.toLowerCase(Locale.ROOT);
        return every(kind, entity -> entity.ref().kind().equals(folded));
    }

    /**
     * Assertions about every entity that matches.
     *
     * @param what names them in failures: "public API"
     * @throws AssertionError if there is none
     */
    public EntitiesAssert every(String what, Predicate<CheckedEntity> matching) {
        List<CheckedEntity> entities =
                catalog.entities().stream().filter(matching).toList();
        if (entities.isEmpty()) {
            throw new AssertionError("There is no " + what + ", so that nothing about every " + what + " can be wrong");
        }
        return new EntitiesAssert(this, graph, what, entities);
    }

    /**
     * Assertions about one entity.
     *
     * @param ref such as {@code component:order-service}; the default namespace may be left out
     * @throws AssertionError if it is not there, or not valid
     */
    public EntityAssert entity(String ref) {
        EntityRef wanted = EntityRef.parse(ref);
        CheckedEntity entity = graph.find(wanted).orElseThrow(() -> missing(wanted));
        return new EntityAssert(this, graph, entity);
    }

    private AssertionError missing(EntityRef wanted) {
        List<Diagnostic> why = findings(
                finding -> finding.entity().equals(Optional.of(wanted)) && finding.severity() == Severity.ERROR);
        if (!why.isEmpty()) {
            return Failures.of("Expected " + wanted + ", but it is not valid", why);
        }
        String near = Suggestions.closest(wanted.toString(), graph.names())
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return new AssertionError("Expected " + wanted + ", but it is in none of "
                + catalog.sources().size() + " files" + near);
    }

    private List<Diagnostic> findings(Predicate<Diagnostic> wanted) {
        return catalog.result().findings().stream().filter(wanted).toList();
    }
}
