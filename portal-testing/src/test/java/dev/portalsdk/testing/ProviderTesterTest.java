package dev.portalsdk.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProviderTesterTest {
    private final InCodeProvider staff = new InCodeProvider("staff");

    private static ProvidedEntity user(String name, String... groups) {
        return entity("User", name, Value.Obj.of("memberOf", Value.of(Arrays.asList(groups))));
    }

    private static ProvidedEntity group(String name) {
        return entity("Group", name, Value.Obj.of("type", "team", "children", Value.Arr.of()));
    }

    private static ProvidedEntity entity(String kind, String name, Value.Obj spec) {
        return ProvidedEntity.of(EntityDescriptor.of(Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", Value.Obj.of("name", name))
                .put("spec", spec)
                .build()));
    }

    private static String failure(Runnable assertion) {
        return assertThrows(AssertionError.class, assertion::run).getMessage();
    }

    @Test
    void showsWhatAProviderGivesAndTakesAway() {
        try (ProviderTester tester = ProviderTester.connect(staff)) {
            assertTrue(failure(tester::hasNoErrors).contains("the provider \"staff\" gave nothing"));
            assertTrue(failure(tester::lastMutation).contains("gave nothing"));
            tester.givesOnly();

            staff.apply(Mutation.full(List.of(user("alice", "team-a"), user("bob"), group("team-a"))));
            tester.givesOnly("user:alice", "user:bob", "group:team-a")
                    .hasNoFindings()
                    .hasField("user:alice", "/spec/memberOf/0", "team-a")
                    .hasRelation("group:team-a", "hasMember", "user:alice")
                    .lastMutation()
                    .isFull()
                    .adds("user:alice", "user:bob", "group:team-a");

            staff.apply(new Mutation.Delta(List.of(user("carol")), Set.of(EntityRef.parse("user:bob"))));
            tester.gives("user:carol")
                    .givesNot("user:bob")
                    .lastMutation()
                    .isDelta()
                    .adds("user:carol")
                    .removes("user:bob");
            assertEquals(2, tester.mutations().size());

            assertTrue(
                    failure(() -> tester.gives("user:alise"))
                            .contains(
                                    "Expected user:default/alise, but there are only [group:default/team-a, user:default/alice"));
            assertTrue(failure(() -> tester.gives("user:alise")).contains("did you mean \"user:default/alice\"?"));
            assertTrue(failure(() -> tester.givesNot("user:alice")).contains("is in the catalog"));
            assertTrue(failure(() -> tester.givesOnly("user:alice")).contains("but there are"));
            assertTrue(failure(() -> tester.lastMutation().isFull()).contains("form Full, but it is Delta"));
            assertTrue(failure(() -> tester.hasRelation("user:alice", "memberOf", "group:x"))
                    .contains("but it has only [group:default/team-a]"));
            assertThrows(IllegalArgumentException.class, tester::gives);
        }
    }

    @Test
    void showsWhatIsWrong() {
        try (ProviderTester tester = ProviderTester.connect(staff)) {
            staff.apply(Mutation.full(List.of(
                    entity("Group", "team-a", Value.Obj.of("children", Value.Arr.of())), user("alice", "team-z"))));
            tester.hasFinding("schema", "group:team-a")
                    .hasFinding("dangling-ref", "user:alice")
                    .givesOnly("user:alice");
            assertTrue(failure(tester::hasNoErrors).contains("spec.type"));
            assertTrue(failure(() -> tester.gives("group:team-a")).contains("What was found"));
            assertTrue(failure(() -> tester.hasFinding("schema", "user:alice")).contains("[dangling-ref]"));
        }
    }

    @Test
    void pagesAreGivenOneByOneAndTheLastOneTakesAway() {
        try (ProviderTester tester = ProviderTester.connect(staff)) {
            staff.apply(Mutation.full(List.of(group("old"))));
            staff.apply(Mutation.page("1", List.of(group("a"))));
            tester.givesOnly("group:old", "group:a").lastMutation().isPage();
            staff.apply(Mutation.lastPage("1", List.of(group("b"))));
            tester.givesOnly("group:a", "group:b");
        }
    }

    @Test
    void sourcesAreReadFromTheReaderThatIsGiven() {
        String url = "https://acme.test/team.yaml";
        InMemoryUrlReader web = new InMemoryUrlReader()
                .put(
                        url,
                        "{apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: a}, spec: {type: team, children: []}}");
        LocationRef location = new LocationRef("url", url);
        Refreshing provider = new Refreshing(Mutation.sources(List.of(location)));
        try (ProviderTester tester = ProviderTester.connect(
                provider, catalog -> catalog.urlReader(web).allow(AllowRule.kinds("Group")))) {
            tester.givesOnly("group:a").hasNoErrors();
            web.put(
                    url,
                    "{apiVersion: backstage.io/v1alpha1, kind: Group, metadata: {name: b}, spec: {type: team, children: []}}");
            provider.connections.get(0).refresh(List.of(location));
            tester.givesOnly("group:b").refreshed("url:" + url);
            assertTrue(failure(() -> tester.refreshed("url:https://acme.test/other.yaml"))
                    .contains("but only [url:https://acme.test/team.yaml] is"));
        }
        assertTrue(provider.closed);
    }

    @Test
    void aRemovalThatTheGuardHoldsBackIsTold() {
        Refreshing provider = new Refreshing(Mutation.full(
                IntStream.range(0, 40).mapToObj(i -> group("g" + i)).toList()));
        try (ProviderTester tester = ProviderTester.connect(provider)) {
            provider.connections
                    .get(0)
                    .apply(Mutation.removed(IntStream.range(0, 30)
                            .mapToObj(i -> EntityRef.parse("group:g" + i))
                            .toList()));
            tester.gives("group:g0")
                    .lastMutation()
                    .removes(IntStream.range(0, 30).mapToObj(i -> "group:g" + i).toArray(String[]::new));
            assertEquals(
                    30,
                    tester.lastMutation().result().held().orElseThrow().refs().size());
            assertTrue(failure(() -> tester.lastMutation().isHeldBack("group:g1"))
                    .contains("Expected held back [group:default/g1]"));
        }
    }

    @Test
    void providersWithThreadsAreWaitedFor() {
        Refreshing provider = new Refreshing(Mutation.full(List.of()));
        try (ProviderTester tester = ProviderTester.connect(provider)) {
            Thread later = new Thread(() -> provider.connections.get(0).apply(Mutation.added(List.of(group("a")))));
            later.start();
            tester.awaitMutations(2, Duration.ofSeconds(30)).gives("group:a");
            assertTrue(failure(() -> tester.awaitMutations(3, Duration.ofMillis(20)))
                    .contains("Expected 3 mutations within PT0.02S, but the provider \"refreshing\" made 2"));
        }
    }

    @Test
    void aProviderThatCannotBeConnectedIsNamed() {
        EntityProvider broken = new EntityProvider() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void connect(EntityProviderConnection connection) {
                throw new IllegalStateException("no token");
            }
        };
        CatalogException failure = assertThrows(CatalogException.class, () -> ProviderTester.connect(broken));
        assertTrue(failure.getMessage().contains("The provider \"broken\" could not be connected: no token"));
    }

    /** Says something at once, and guards what it gave. */
    private static final class Refreshing implements EntityProvider {
        private final List<EntityProviderConnection> connections = new ArrayList<>();
        private final Mutation first;
        private boolean closed;

        Refreshing(Mutation first) {
            this.first = first;
        }

        @Override
        public String name() {
            return "refreshing";
        }

        @Override
        public void connect(EntityProviderConnection connection) {
            connections.add(connection);
            connection.apply(first);
        }

        @Override
        public RemovalGuard removalGuard() {
            return RemovalGuard.standard();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
