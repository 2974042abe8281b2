package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.check.CatalogChecks;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * How the versions of a plan are loaded: by the catalog's own engine, from their files, and from nowhere else unless it is said. Immutable; each method
 * gives a copy.
 *
 * <p>Loaded is the file {@code all.yaml} of the root with what it leads to, or, if there is none, every {@code catalog-info.yaml} or {@code .yml}. Locations
 * that lead to the network give nothing and are passed over in silence, so that what they would give is unknown on both sides.
 *
 * <pre>{@code
 * CatalogPlan plan = PlanLoader.standard().files("catalog/*.yaml").reportRemote()
 *     .plan(CatalogVersion.revision(root, "main"), CatalogVersion.directory(root));
 * }</pre>
 */
public final class PlanLoader {
    /** The rule of findings about what lies elsewhere and was not read. */
    public static final String REMOTE_RULE = "plan-not-read";

    private static final String ROOT_FILE = "all.yaml";
    private static final PlanLoader STANDARD =
            new PlanLoader(List.of(), false, Optional.empty(), builder -> builder, CatalogChecks.references());

    private final List<String> files;
    private final boolean remoteTold;
    private final Optional<UrlReader> remote;
    private final UnaryOperator<CatalogBuilder> parts;
    private final CatalogChecks checks;

    private PlanLoader(
            List<String> files,
            boolean remoteTold,
            Optional<UrlReader> remote,
            UnaryOperator<CatalogBuilder> parts,
            CatalogChecks checks) {
        this.files = List.copyOf(files);
        this.remoteTold = remoteTold;
        this.remote = remote;
        this.parts = parts;
        this.checks = checks;
    }

    /** The standard kinds and checks, and no network. */
    public static PlanLoader standard() {
        return STANDARD;
    }

    /** Loads the files that match one of these patterns, relative to the root. */
    public PlanLoader files(String... patterns) {
        return new PlanLoader(List.of(patterns), remoteTold, remote, parts, checks);
    }

    /** Tells of what was not read because it lies elsewhere, as findings of rule {@value #REMOTE_RULE} and severity INFO. */
    public PlanLoader reportRemote() {
        return new PlanLoader(files, true, remote, parts, checks);
    }

    /** Reads what lies elsewhere, too; both sides then see what is there now. */
    public PlanLoader readRemote(UrlReader reader) {
        return new PlanLoader(files, remoteTold, Optional.of(reader), parts, checks);
    }

    /** Adds the host's kinds, processors and rules to the catalog that loads; every kind is allowed everywhere. */
    public PlanLoader catalog(UnaryOperator<CatalogBuilder> more) {
        return new PlanLoader(files, remoteTold, remote, more, checks);
    }

    /** The checks over all entities, with severities and waivers of the host's. */
    public PlanLoader checks(CatalogChecks wholeCatalog) {
        return new PlanLoader(files, remoteTold, remote, parts, wholeCatalog);
    }

    /**
     * Loads and compares two versions.
     *
     * @throws IOException if one of them cannot be read as a whole
     */
    public CatalogPlan plan(CatalogVersion before, CatalogVersion after) throws IOException {
        if (before instanceof FilesVersion one && after instanceof FilesVersion other) {
            return plan(one, other);
        }
        return CatalogPlan.between(before.load(this), after.load(this));
    }

    /** Loads the first, and of the second what is different. What looks at all of the first runs beside that. */
    private CatalogPlan plan(FilesVersion before, FilesVersion after) throws IOException {
        try (FileTree old = before.opening().open();
                FileTree recent = after.opening().open()) {
            TreeReader reader = new TreeReader(old, remote);
            try (Catalog catalog = catalog(reader)) {
                catalog.settle();
                NavigableMap<EntityRef, SnapshotEntity> entities =
                        CatalogSnapshot.entities(catalog, Collections.emptyNavigableMap());
                List<Diagnostic> findings = told(catalog);
                CompletableFuture<CatalogSnapshot> first =
                        CompletableFuture.supplyAsync(() -> snapshot(catalog, entities, findings));
                reader.show(recent);
                if (isStarted(reader, old) && !remembers(findings)) {
                    catalog.refresh().await();
                    catalog.settle();
                    CatalogSnapshot second =
                            snapshot(catalog, CatalogSnapshot.entities(catalog, entities), told(catalog));
                    if (!remembers(second.readFindings())) {
                        return CatalogPlan.between(first.join(), second);
                    }
                }
                return CatalogPlan.between(first.join(), load(recent));
            }
        }
    }

    /** Whether the same files lead to all others on both sides. */
    private boolean isStarted(TreeReader reader, FileTree old) throws IOException {
        return !files.isEmpty() || old.paths().contains(ROOT_FILE) == reader.has(ROOT_FILE);
    }

    /** A catalog that lives on keeps what was good before, and who was first: where something is wrong it is not what a new one would be. */
    private static boolean remembers(List<Diagnostic> readFindings) {
        return readFindings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    CatalogSnapshot load(FileTree tree) throws IOException {
        try (Catalog catalog = catalog(new TreeReader(tree, remote))) {
            catalog.settle();
            return snapshot(catalog, CatalogSnapshot.entities(catalog, Collections.emptyNavigableMap()), told(catalog));
        }
    }

    private Catalog catalog(TreeReader reader) {
        List<String> patterns =
                !files.isEmpty() ? files : List.of(reader.has(ROOT_FILE) ? ROOT_FILE : "**/catalog-info.{yaml,yml}");
        List<LocationRef> sources = patterns.stream()
                .map(pattern -> new LocationRef("file", TreeReader.ROOT + pattern))
                .toList();
        CatalogBuilder builder = Catalog.builder()
                .urlReader(reader)
                .checks(checks)
                .allow(AllowRule.everything())
                .provider(new InCodeProvider("plan").with(Mutation.sources(sources)));
        return parts.apply(builder).build();
    }

    private CatalogSnapshot snapshot(
            Catalog catalog, NavigableMap<EntityRef, SnapshotEntity> entities, List<Diagnostic> findings) {
        CatalogSnapshot.Rules with = new CatalogSnapshot.Rules(EntityValidator.of(catalog.kinds()), checks);
        return CatalogSnapshot.checked(entities, findings, with);
    }

    private List<Diagnostic> told(Catalog catalog) {
        List<Diagnostic> told = new ArrayList<>();
        for (Diagnostic finding : catalog.facts().findings()) {
            if (!TreeReader.isUnread(finding)) {
                told.add(finding);
            } else if (remoteTold) {
                told.add(new Diagnostic(
                        Severity.INFO,
                        REMOTE_RULE,
                        finding.entity(),
                        finding.location(),
                        finding.pointer(),
                        finding.message(),
                        finding.found(),
                        finding.expected(),
                        finding.hint()));
            }
        }
        return told;
    }

    CatalogSnapshot.Rules rules() {
        return new CatalogSnapshot.Rules(CatalogSnapshot.Rules.standard().validator(), checks);
    }
}
