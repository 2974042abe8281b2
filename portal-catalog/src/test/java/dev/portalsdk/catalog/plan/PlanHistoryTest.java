package dev.portalsdk.catalog.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.history.FieldChange;
import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans along a history, against what two full loads show: of checked out files, by the provider of directories, compared by other code. */
@Timeout(300)
class PlanHistoryTest {
    private static final int REVISIONS = 30;
    private static final PersonIdent AUTHOR = new PersonIdent("a", "a@example.invalid");

    @TempDir
    Path directory;

    /** What is in the catalog, as the other code sees it: values by ref and pointer, relations, findings. */
    private record Full(Map<String, Map<String, String>> values, Set<String> relations, List<String> findings) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 20261123, 42})
    void eachPlanIsTheDifferenceOfTwoFullLoads(long seed) throws Exception {
        Path root = Files.createDirectories(directory.resolve("repository"));
        try (Git git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            GeneratedHistory history = new GeneratedHistory(root, new Random(seed));
            List<String> commits = new ArrayList<>();
            List<Full> loads = new ArrayList<>();
            for (int revision = 0; revision < REVISIONS; revision++) {
                history.next(revision);
                commits.add(commit(git, revision));
                loads.add(load(root));
            }
            Set<String> seen = new TreeSet<>();
            for (int i = 1; i < REVISIONS; i++) {
                CatalogPlan plan = CatalogPlan.between(
                        CatalogVersion.revision(root, commits.get(i - 1)),
                        CatalogVersion.revision(root, commits.get(i)));
                check("revision " + i + ", " + history.done(i), loads.get(i - 1), loads.get(i), plan);
                seen.addAll(kindsOfChange(plan));
            }
            CatalogPlan all =
                    CatalogPlan.between(CatalogVersion.revision(root, commits.get(0)), CatalogVersion.directory(root));
            check("from the first to the work tree", loads.get(0), loads.get(REVISIONS - 1), all);
            assertTrue(
                    seen.containsAll(Set.of("added", "removed", "renamed", "changed", "moved", "owner", "finding")),
                    seen.toString());
            assertTrue(
                    CatalogPlan.between(CatalogVersion.revision(root, "HEAD"), CatalogVersion.directory(root))
                            .isEmpty(),
                    "nothing is uncommitted");
        }
    }

    private static String commit(Git git, int revision) throws GitAPIException {
        git.add().addFilepattern(".").call();
        git.add().setUpdate(true).addFilepattern(".").call();
        return git.commit()
                .setMessage("revision " + revision)
                .setAuthor(AUTHOR)
                .setCommitter(AUTHOR)
                .setSign(false)
                .call()
                .name();
    }

    private static Full load(Path root) throws IOException {
        try (Catalog catalog = Catalog.builder()
                .provider(DirectoryProvider.of("directory", root))
                .allow(AllowRule.everything())
                .build()) {
            catalog.settle();
            Map<String, Map<String, String>> values = new TreeMap<>();
            Set<String> relations = new TreeSet<>();
            catalog.queries().all("").forEach(entity -> {
                Map<String, String> flat = new TreeMap<>();
                flatten("", entity.entity().toValue(), flat);
                flat.keySet().removeIf(key -> key.startsWith("/metadata/annotations/backstage.io"));
                flat.put("file", entity.location().target().replace(root + "/", ""));
                values.put(entity.ref().toString(), flat);
                entity.relations().forEach(relation -> relations.add(undirected(relation)));
            });
            List<String> findings = catalog.findings().stream()
                    .map(finding -> finding.entity().map(Object::toString).orElse("") + " " + finding.ruleId() + " "
                            + finding.found().map(Object::toString).orElse(""))
                    .sorted()
                    .toList();
            return new Full(values, relations, findings);
        }
    }

    /** Both directions are one. */
    private static String undirected(Relation relation) {
        Relation inverse = relation.inverse();
        return Stream.of(relation.toString(), inverse.toString()).sorted().collect(Collectors.joining(" / "));
    }

    private static void flatten(String pointer, Value value, Map<String, String> into) {
        if (value instanceof Value.Obj object) {
            object.forEach((key, child) -> flatten(pointer + "/" + key.replace("/", "~1"), child, into));
        } else if (value instanceof Value.Arr array) {
            for (int i = 0; i < array.size(); i++) {
                flatten(pointer + "/" + i, array.get(i), into);
            }
        } else {
            into.put(pointer, value.toJson());
        }
    }

    private static void check(String what, Full before, Full after, CatalogPlan plan) {
        assertEquals(
                minus(after.values().keySet(), before.values().keySet()),
                plan.added().stream()
                        .map(entity -> entity.ref().toString())
                        .collect(Collectors.toCollection(TreeSet::new)),
                what);
        assertEquals(
                minus(before.values().keySet(), after.values().keySet()),
                plan.removed().stream()
                        .map(entity -> entity.ref().toString())
                        .collect(Collectors.toCollection(TreeSet::new)),
                what);
        assertEquals(fields(before, after), fields(plan), what);
        assertEquals(minus(after.relations(), before.relations()), relations(plan.relationsGained()), what);
        assertEquals(minus(before.relations(), after.relations()), relations(plan.relationsLost()), what);
        List<String> come = new ArrayList<>(after.findings());
        before.findings().forEach(come::remove);
        List<String> gone = new ArrayList<>(before.findings());
        after.findings().forEach(gone::remove);
        assertEquals(come.size(), plan.newFindings().size(), what + ": " + come + " / " + plan.newFindings());
        assertEquals(gone.size(), plan.fixedFindings().size(), what + ": " + gone + " / " + plan.fixedFindings());
        Set<String> owners = new TreeSet<>();
        before.values().forEach((ref, values) -> {
            Map<String, String> now = after.values().getOrDefault(ref, values);
            if (!String.valueOf(now.get("/spec/owner")).equals(String.valueOf(values.get("/spec/owner")))) {
                owners.add(ref);
            }
        });
        Set<String> told = plan.ownershipMoves().stream()
                .map(move -> move.ref().toString())
                .collect(Collectors.toSet());
        assertTrue(told.containsAll(owners), what + ": " + owners + " / " + told);
    }

    private static Set<String> minus(Set<String> one, Set<String> other) {
        Set<String> left = new TreeSet<>(one);
        left.removeAll(other);
        return left;
    }

    private static Set<String> relations(List<Relation> relations) {
        return relations.stream().map(PlanHistoryTest::undirected).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Each value that is not what it was, of what is there on both sides. */
    private static Set<String> fields(Full before, Full after) {
        Set<String> changed = new TreeSet<>();
        before.values().forEach((ref, old) -> {
            changed.addAll(different(ref, old, after.values().getOrDefault(ref, old)));
        });
        return changed;
    }

    private static Set<String> different(String ref, Map<String, String> old, Map<String, String> now) {
        Set<String> keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !String.valueOf(old.get(key)).equals(String.valueOf(now.get(key))))
                .map(key -> ref + " " + key + " " + old.get(key) + " " + now.get(key))
                .collect(Collectors.toSet());
    }

    private static Set<String> fields(CatalogPlan plan) {
        Set<String> changed = new TreeSet<>();
        for (EntityEdit edit : plan.changed()) {
            edit.move().ifPresent(move -> changed.add(edit.ref() + " file " + move.from() + " " + move.to()));
            for (FieldChange field : edit.fields()) {
                Map<String, String> old = new TreeMap<>();
                Map<String, String> now = new TreeMap<>();
                field.before().ifPresent(value -> flatten(field.pointer(), value, old));
                field.after().ifPresent(value -> flatten(field.pointer(), value, now));
                changed.addAll(different(edit.ref().toString(), old, now));
            }
        }
        return changed;
    }

    private static Set<String> kindsOfChange(CatalogPlan plan) {
        Set<String> kinds = new TreeSet<>();
        Map.of(
                        "added", plan.added().isEmpty(),
                        "removed", plan.removed().isEmpty(),
                        "renamed", plan.renamed().isEmpty(),
                        "changed", plan.changed().isEmpty(),
                        "moved",
                                plan.changed().stream()
                                        .allMatch(edit -> edit.move().isEmpty()),
                        "owner", plan.ownershipMoves().isEmpty(),
                        "finding", plan.newFindings().isEmpty())
                .forEach((kind, none) -> {
                    if (!none) {
                        kinds.add(kind);
                    }
                });
        return kinds;
    }
}
