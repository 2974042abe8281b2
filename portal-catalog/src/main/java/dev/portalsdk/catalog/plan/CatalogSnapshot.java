package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.model.check.CheckedEntity;
import dev.portalsdk.model.kind.Kinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A catalog as it was at one time: entities, their relations, and what is wrong. Immutable, for any number of threads.
 *
 * <pre>{@code
 * CatalogSnapshot now = CatalogSnapshot.of(catalog);
 * CatalogPlan dissolved = CatalogPlan.between(now, now.edit().remove(EntityRef.parse("group:default/team-x")).snapshot());
 * }</pre>
 */
public final class CatalogSnapshot {
    private final NavigableMap<EntityRef, SnapshotEntity> entities;
    private final List<Diagnostic> readFindings;
    private final List<Diagnostic> findings;
    private final Rules rules;

    /** What makes entities of documents, and what looks at all of them. */
    record Rules(EntityValidator validator, CatalogChecks checks) {
        static Rules standard() {
            return new Rules(EntityValidator.of(Kinds.standard()), CatalogChecks.references());
        }
    }

    private CatalogSnapshot(
            NavigableMap<EntityRef, SnapshotEntity> entities,
            List<Diagnostic> readFindings,
            List<Diagnostic> findings,
            Rules rules) {
        this.entities = Collections.unmodifiableNavigableMap(entities);
        this.readFindings = List.copyOf(readFindings);
        this.findings = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
        this.rules = rules;
    }

    /**
     * A catalog as it is now; {@link Catalog#settle()} it before.
     *
     * <p>One version of it, as long as nothing is made visible meanwhile: a catalog that is being changed gives entities of one version and findings of the next.
     */
    public static CatalogSnapshot of(Catalog catalog) {
        Rules rules = new Rules(EntityValidator.of(catalog.kinds()), CatalogChecks.references());
        return of(catalog, catalog.facts().findings(), rules);
    }

    static CatalogSnapshot of(Catalog catalog, List<Diagnostic> readFindings, Rules rules) {
        return checked(entities(catalog, Collections.emptyNavigableMap()), readFindings, rules);
    }

    /**
     * The entities that a catalog shows.
     *
     * @param known earlier ones of the same catalog: those that are still the same are taken from there, so that comparing them costs nothing
     */
    static NavigableMap<EntityRef, SnapshotEntity> entities(
            Catalog catalog, NavigableMap<EntityRef, SnapshotEntity> known) {
        Map<EntityRef, StitchedEntity> visible = new HashMap<>();
        catalog.changes().snapshot().entities().forEach(entity -> visible.put(entity.ref(), entity));
        NavigableMap<EntityRef, SnapshotEntity> entities = new TreeMap<>();
        for (CheckedEntity checked : catalog.checkedEntities()) {
            SnapshotEntity before = known.get(checked.ref());
            StitchedEntity shown = visible.get(checked.ref());
            entities.put(
                    checked.ref(),
                    before != null && before.isOf(checked, shown) ? before : SnapshotEntity.of(checked, shown));
        }
        return entities;
    }

    /** The entities with what the checks find. */
    static CatalogSnapshot checked(
            NavigableMap<EntityRef, SnapshotEntity> entities, List<Diagnostic> readFindings, Rules rules) {
        List<CheckedEntity> checked =
                entities.values().stream().map(SnapshotEntity::checked).toList();
        List<Diagnostic> findings = new ArrayList<>();
        readFindings.forEach(finding -> findings.add(shown(finding)));
        rules.checks().check(checked).findings().forEach(finding -> findings.add(shown(finding)));
        return new CatalogSnapshot(entities, readFindings, findings, rules);
    }

    /** As it was kept. */
    static CatalogSnapshot kept(
            NavigableMap<EntityRef, SnapshotEntity> entities, List<Diagnostic> findings, Rules rules) {
        return new CatalogSnapshot(entities, findings, findings, rules);
    }

    /** With paths instead of addresses that only the loading knows. */
    private static Diagnostic shown(Diagnostic finding) {
        return new Diagnostic(
                finding.severity(),
                finding.ruleId(),
                finding.entity(),
                finding.location().map(at -> new SourceLocation(TreeReader.shown(at.source()), at.line(), at.column())),
                finding.pointer(),
                finding.message().replace(TreeReader.ROOT, ""),
                finding.found(),
                finding.expected(),
                finding.hint().map(hint -> hint.replace(TreeReader.ROOT, "")));
    }

    /**
     * Reads a file that {@link #write} wrote, with the standard kinds and checks.
     *
     * @throws IOException if it cannot be read, or is no snapshot
     */
    public static CatalogSnapshot read(Path file) throws IOException {
        return SnapshotFile.read(file, Rules.standard());
    }

    /**
     * Writes all of it into a file, as JSON with an entity to a line: to be compared with on another day or another machine. Places within files are
     * not kept, only the files.
     */
    public void write(Path file) throws IOException {
        SnapshotFile.write(this, file);
    }

    /** The entities, by ref. */
    public List<Entity> entities() {
        return entities.values().stream().map(SnapshotEntity::entity).toList();
    }

    /** One entity. */
    public Optional<Entity> entity(EntityRef ref) {
        return Optional.ofNullable(entities.get(ref)).map(SnapshotEntity::entity);
    }

    /** Every relation once, from the end that declares it. Their targets need not exist. */
    public List<Relation> relations() {
        return entities.values().stream()
                .flatMap(entity -> entity.relations().stream())
                .toList();
    }

    /** What is wrong, sorted by place. */
    public List<Diagnostic> findings() {
        return findings;
    }

    /** Starts changes in code, to see what they would do. */
    public SnapshotEdit edit() {
        return new SnapshotEdit(this);
    }

    /**
     * This catalog with the files of one of its sources replaced: a repository's share of a running catalog by what a pull request makes of it.
     *
     * @param isReplaced which sources go: files or URLs that entities were read from, as {@code url -> url.startsWith("https://github.com/acme/web/")}
     * @param files what comes in their place; an entity that another source has already stays that one's
     */
    public CatalogSnapshot replacing(Predicate<String> isReplaced, CatalogSnapshot files) {
        NavigableMap<EntityRef, SnapshotEntity> merged = new TreeMap<>();
        entities.forEach((ref, entity) -> {
            if (!isReplaced.test(entity.source())) {
                merged.put(ref, entity);
            }
        });
        files.entities.forEach(merged::putIfAbsent);
        List<Diagnostic> read = new ArrayList<>(files.readFindings);

        readFindings.stream()
                .filter(finding -> finding.location()
                        .filter(at -> isReplaced.test(at.source()))
                        .isEmpty())
                .forEach(read::add);
        return checked(merged, read, rules);
    }

    NavigableMap<EntityRef, SnapshotEntity> byRef() {
        return entities;
    }

    List<Diagnostic> readFindings() {
        return readFindings;
    }

    Rules rules() {
        return rules;
    }

    @Override
    public String toString() {
        return entities.size() + " entities, " + findings.size() + " findings";
    }
}
