package dev.portalsdk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.inspect.ExplainedClaim;
import dev.portalsdk.catalog.inspect.Explanation;
import dev.portalsdk.catalog.inspect.Standing;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However the files came to be what they are: the catalog is that of a fresh load. */
class CatalogPropertiesTest {
    private static final int FILES = 4;
    private static final List<String> ROOTS = List.of("url:https://git.test/0.yaml", "url:https://git.test/1.yaml");

    /** The new content of one file, and whether the catalog is refreshed after it. */
    record Step(int file, List<String> documents, boolean refresh) {}

    @Property(tries = 300)
    void anyHistoryEndsInTheCatalogOfAFreshLoad(@ForAll("histories") List<Step> history) {
        InMemoryUrlReader files = emptyFiles();
        try (Catalog lived = catalog(files)) {
            lived.settle();
            for (Step step : history) {
                write(files, step);
                if (step.refresh()) {
                    lived.refresh().await();
                }
            }
            lived.refresh().await();
            try (Catalog fresh = catalog(files)) {
                fresh.settle();
                assertEquals(shown(fresh), shown(lived));
                assertEquals(places(fresh), places(lived));
            }
        }
    }

    @Property(tries = 200)
    void theFeedAppliedToACopyGivesTheCatalog(@ForAll("conflictingHistories") List<Step> history) {
        InMemoryUrlReader files = emptyFiles();
        Map<EntityRef, StitchedEntity> copy = new TreeMap<>();
        try (Catalog catalog = catalog(files)) {
            long version = 0;
            for (Step step : history) {
                write(files, step);
                catalog.refresh().await();
                for (Change change : catalog.changes().after(version, 10_000)) {
                    assertEquals(++version, change.version());
                    boolean before = copy.remove(change.ref()) != null;
                    change.entity().ifPresent(entity -> copy.put(change.ref(), entity));
                    assertEquals(before, change.type() != Change.Type.ADDED);
                }
            }
            List<EntityRef> visible =
                    catalog.queries().all().stream().map(StitchedEntity::ref).toList();
            assertEquals(visible, List.copyOf(copy.keySet()));
            for (StitchedEntity entity : catalog.queries().all()) {
                assertEquals(entity.document(), copy.get(entity.ref()).document());
            }
        }
    }

    @Property(tries = 300)
    void inAConflictAClaimantWinsAndAnIncumbentKeepsItsRef(@ForAll("conflictingHistories") List<Step> history) {
        InMemoryUrlReader files = emptyFiles();
        try (Catalog catalog = catalog(files)) {
            catalog.settle();
            Map<EntityRef, String> before = new TreeMap<>();
            for (Step step : history) {
                write(files, step);
                catalog.refresh().await();
                Map<EntityRef, String> now = new TreeMap<>();
                catalog.queries()
                        .all("kind=component")
                        .forEach(entity ->
                                now.put(entity.ref(), entity.location().toString()));
                try (Catalog fresh = catalog(files)) {
                    fresh.settle();
                    assertEquals(
                            fresh.queries().all().stream()
                                    .map(StitchedEntity::ref)
                                    .toList(),
                            catalog.queries().all().stream()
                                    .map(StitchedEntity::ref)
                                    .toList());
                    fresh.queries().all("kind=component").forEach(winner -> {
                        String here = now.get(winner.ref());
                        String incumbent = before.get(winner.ref());
                        boolean kept = here.equals(incumbent);
                        boolean smallest = here.equals(winner.location().toString());
                        assertEquals(
                                true,
                                kept || smallest,
                                winner.ref() + " is from " + here + ", fresh " + winner.location());
                    });
                }
                before.clear();
                before.putAll(now);
            }
        }
    }

    @Property(tries = 100)
    void everyEntityCanBeExplained(@ForAll("conflictingHistories") List<Step> history) {
        InMemoryUrlReader files = emptyFiles();
        try (Catalog catalog = catalog(files)) {
            for (Step step : history) {
                write(files, step);
                catalog.refresh().await();
            }
            for (StitchedEntity entity : catalog.queries().all()) {
                Explanation explanation = catalog.explain(entity.ref());
                assertEquals(
                        Optional.of(new Standing.Visible(entity.location(), true)),
                        explanation.standing(Standing.Visible.class));
                ExplainedClaim holder = explanation.holder().orElseThrow();
                assertEquals(entity.location(), holder.claim().offered().location());
                assertEquals(
                        new Giver.Bucket("configured-locations"),
                        holder.path().get(holder.path().size() - 1).giver());
                boolean rivals = catalog.facts().entity(entity.ref()).orElseThrow().findings().stream()
                        .anyMatch(finding -> finding.ruleId().equals("conflict"));
                assertEquals(
                        rivals, explanation.standing(Standing.InConflict.class).isPresent());
                explanation
                        .fields()
                        .forEach(field ->
                                assertTrue(entity.toValue().at(field.pointer()).isPresent()));
                explanation
                        .field("/spec/owner")
                        .ifPresent(owner -> assertEquals(
                                entity.location().target(),
                                owner.place().orElseThrow().source()));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return histories(false);
    }

    @Provide
    Arbitrary<List<Step>> conflictingHistories() {
        return histories(true);
    }

    /** Files define components and locations of other files, in circles too; without conflicts a name stands in one file only. */
    private static Arbitrary<List<Step>> histories(boolean conflicts) {
        return Arbitraries.integers()
                .between(0, FILES - 1)
                .flatMap(file -> {
                    Arbitrary<String> component = Combinators.combine(
                                    Arbitraries.integers().between(0, 2), Arbitraries.of("red", "blue"))
                            .as((index, owner) -> component(conflicts ? "c" + index : "c" + file + index, owner));
                    Arbitrary<String> location = Arbitraries.integers()
                            .between(0, FILES - 1)
                            .map(target -> location("l" + file + target, target));
                    return Combinators.combine(
                                    Arbitraries.just(file),
                                    Arbitraries.oneOf(component, location)
                                            .list()
                                            .ofMaxSize(4)
                                            .uniqueElements(CatalogPropertiesTest::nameOf),
                                    Arbitraries.of(true, false))
                            .as(Step::new);
                })
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    private static Catalog catalog(InMemoryUrlReader files) {
        CatalogBuilder builder = Catalog.builder().urlReader(files).executor(Runnable::run);
        ROOTS.forEach(builder::location);
        return builder.build();
    }

    private static InMemoryUrlReader emptyFiles() {
        InMemoryUrlReader files = new InMemoryUrlReader();
        for (int i = 0; i < FILES; i++) {
            write(files, new Step(i, List.of(), false));
        }
        return files;
    }

    private static void write(InMemoryUrlReader files, Step step) {
        files.put("https://git.test/" + step.file() + ".yaml", String.join("---\n", step.documents()));
    }

    private static String component(String name, String owner) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                + "}\nspec: {type: service, lifecycle: production, owner: " + owner + "}\n";
    }

    private static String location(String name, int target) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: {name: " + name + "}\nspec: {target: ./"
                + target + ".yaml}\n";
    }

    private static String nameOf(String document) {
        return document.substring(document.indexOf("{name: "), document.indexOf('}'));
    }

    private static Map<EntityRef, Value> shown(Catalog catalog) {
        Map<EntityRef, Value> shown = new TreeMap<>();
        catalog.queries().all().forEach(entity -> shown.put(entity.ref(), entity.toValue()));
        return shown;
    }

    private static String places(Catalog catalog) {
        List<String> places = new ArrayList<>();
        catalog.findings().forEach((Diagnostic finding) -> places.add(finding.toString()));
        return places.stream().sorted().collect(Collectors.joining("\n"));
    }
}
