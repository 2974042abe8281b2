package dev.portalsdk.testing;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Suggestions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Connects a provider to a catalog in memory, and looks at what comes of what it gives; to be closed.
 *
 * <pre>{@code
 * try (ProviderTester tester = ProviderTester.connect(new StaffProvider(directory))) {
 *     tester.gives("user:alice", "group:team-a").hasNoErrors().lastMutation().isFull();
 *     directory.remove("alice");
 *     provider.poll();
 *     tester.givesNot("user:alice").lastMutation().isDelta().removes("user:alice");
 * }
 * }</pre>
 *
 * <p>Each assertion first lets the catalog do what there is to do. A provider that works in threads of its own is waited for with {@link #awaitMutations}.
 * Refs are texts; the default namespace may be left out.
 */
public final class ProviderTester implements AutoCloseable {
    private final Catalog catalog;
    private final RecordingConnection provider;

    private ProviderTester(Catalog catalog, RecordingConnection provider) {
        this.catalog = catalog;
        this.provider = provider;
    }

    /**
     * Connects a provider to a catalog with nothing else in it.
     *
     * @throws dev.portalsdk.catalog.store.CatalogException if it cannot be connected
     */
    public static ProviderTester connect(EntityProvider provider) {
        return connect(provider, catalog -> catalog);
    }

    /**
     * Connects a provider.
     *
     * @param with adds what else the catalog needs: kinds, processors, rules, a {@code UrlReader}, other providers
     * @throws dev.portalsdk.catalog.store.CatalogException if it cannot be connected, or the catalog not be built
     */
    public static ProviderTester connect(EntityProvider provider, UnaryOperator<CatalogBuilder> with) {
        RecordingConnection recording = new RecordingConnection(provider);
        return new ProviderTester(
                with.apply(Catalog.builder().provider(recording)).build(), recording);
    }

    /** The catalog, settled, for assertions of your own. */
    public Catalog catalog() {
        catalog.settle();
        return catalog;
    }

    /** These entities are in the catalog. */
    public ProviderTester gives(String... refs) {
        requireSome(refs);
        for (EntityRef ref : MutationAssert.refs(refs)) {
            entity(ref);
        }
        return this;
    }

    /** These entities are in the catalog, and no others; none at all without a ref. */
    public ProviderTester givesOnly(String... refs) {
        Set<EntityRef> expected = MutationAssert.refs(refs);
        Set<EntityRef> found = refs();
        if (!expected.equals(found)) {
            throw new AssertionError("Expected the entities " + expected + ", but there are " + found + why());
        }
        return this;
    }

    /** These entities are not in the catalog, or no longer. */
    public ProviderTester givesNot(String... refs) {
        requireSome(refs);
        Set<EntityRef> found = refs();
        for (EntityRef ref : MutationAssert.refs(refs)) {
            if (found.contains(ref)) {
                throw new AssertionError("Expected no " + ref + ", but it is in the catalog");
            }
        }
        return this;
    }

    private static void requireSome(String... refs) {
        if (refs.length == 0) {
            throw new IllegalArgumentException("Name at least one entity: without any there is nothing to check");
        }
    }

    /**
     * An entity has a value at a place.
     *
     * @param pointer as of RFC 6901: {@code /spec/profile/email}
     * @param value text, number, boolean, list or map
     */
    public ProviderTester hasField(String ref, String pointer, Object value) {
        EntityRef wanted = EntityRef.parse(ref);
        Expected.field(wanted.toString(), entity(wanted).toValue(), pointer, value);
        return this;
    }

    /**
     * An entity has relations to all of these, whichever end declares them.
     *
     * @param type as the catalog shows it: {@code memberOf}
     */
    public ProviderTester hasRelation(String ref, String type, String... targets) {
        requireSome(targets);
        Set<EntityRef> found = entity(EntityRef.parse(ref)).relations().stream()
                .filter(relation -> relation.type().name().equals(type))
                .map(relation -> relation.target())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!found.containsAll(MutationAssert.refs(targets))) {
            throw new AssertionError("Expected " + ref + " " + type + " " + Arrays.asList(targets) + ", but it has "
                    + (found.isEmpty() ? "no such relation" : "only " + found));
        }
        return this;
    }

    /** Nothing that it gives is wrong, or refers to what is not there. */
    public ProviderTester hasNoErrors() {
        return hasNone("errors", finding -> finding.severity() == Severity.ERROR);
    }

    /** Nothing was found, not even what is only worth knowing. */
    public ProviderTester hasNoFindings() {
        return hasNone("findings", finding -> true);
    }

    private ProviderTester hasNone(String what, Predicate<Diagnostic> unwanted) {
        if (provider.mutations().isEmpty()) {
            throw new AssertionError(
                    "There is nothing to check: the provider \"" + provider.name() + "\" gave nothing");
        }
        List<Diagnostic> found = catalog().findings().stream().filter(unwanted).toList();
        if (!found.isEmpty()) {
            throw Failures.of("Expected no " + what + ", but there are " + found.size(), found);
        }
        return this;
    }

    /**
     * Something is wrong with what it gives.
     *
     * @param ruleId as it stands in brackets behind a finding
     * @param ref of the entity that it is about
     */
    public ProviderTester hasFinding(String ruleId, String ref) {
        EntityRef about = EntityRef.parse(ref);
        List<Diagnostic> findings = catalog().findings();
        boolean found = findings.stream()
                .anyMatch(finding -> finding.ruleId().equals(ruleId)
                        && finding.entity().filter(about::equals).isPresent());
        if (!found) {
            throw Failures.of(
                    "Expected a finding of the rule \"" + ruleId + "\" about " + about + ", but found", findings);
        }
        return this;
    }

    /** What it said so far, the first first. */
    public List<MutationAssert> mutations() {
        return provider.mutations();
    }

    /**
     * Assertions about what it said last.
     *
     * @throws AssertionError if it said nothing yet
     */
    public MutationAssert lastMutation() {
        List<MutationAssert> mutations = provider.mutations();
        if (mutations.isEmpty()) {
            throw new AssertionError("The provider \"" + provider.name() + "\" gave nothing");
        }
        return mutations.get(mutations.size() - 1);
    }

    /**
     * Waits until it has said so much, in whatever thread.
     *
     * @param count in all, 1 or more
     * @throws AssertionError if that takes too long
     */
    public ProviderTester awaitMutations(int count, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (provider.mutations().size() < count) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Expected " + count + " mutations within " + atMost + ", but the provider \""
                        + provider.name() + "\" made " + provider.mutations().size());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("The test was interrupted", e);
            }
        }
        return this;
    }

    /**
     * It asked to have these read again.
     *
     * @param locations as {@code url:https://acme.test/catalog-info.yaml}
     */
    public ProviderTester refreshed(String... locations) {
        requireSome(locations);
        List<LocationRef> found = provider.refreshed();
        for (String location : locations) {
            if (!found.contains(LocationRef.parse(location))) {
                throw new AssertionError(
                        "Expected that " + location + " is to be read again, but only " + found + " is");
            }
        }
        return this;
    }

    private Set<EntityRef> refs() {
        return catalog().queries().all().stream()
                .map(StitchedEntity::ref)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private StitchedEntity entity(EntityRef ref) {
        return catalog().queries().byRef(ref).orElseThrow(() -> {
            Set<EntityRef> there = refs();
            List<String> names = there.stream().map(EntityRef::toString).toList();
            String near = Suggestions.didYouMean(ref.toString(), names)
                    .map(text -> "; " + text)
                    .orElse("");
            return new AssertionError("Expected " + ref + ", but there are only " + there + near + why());
        });
    }

    private String why() {
        List<Diagnostic> findings = catalog.findings();
        return findings.isEmpty() ? "" : "\n\n" + Failures.text("What was found", findings);
    }

    /** Closes the catalog, and with it the provider. */
    @Override
    public void close() {
        catalog.close();
    }
}
