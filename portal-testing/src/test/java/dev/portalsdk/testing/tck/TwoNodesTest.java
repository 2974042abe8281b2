package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.zaxxer.hikari.HikariDataSource;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.EntityRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one node makes visible another shows: because it hears of it, or, if it cannot, because it looks. */
@Timeout(120)
class TwoNodesTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private TestDatabase database;
    private HikariDataSource listening;
    private Node one;

    /** A catalog and what it stands on. */
    private record Node(Database database, InCodeProvider code, Catalog catalog) implements AutoCloseable {
        static Node of(Database database) {
            InCodeProvider code = new InCodeProvider("code");
            JdbcCatalogStore store = JdbcCatalogStore.builder(database).build();
            Catalog catalog = Catalog.builder().store(store).provider(code).build();
            catalog.start();
            return new Node(database, code, catalog);
        }

        void give(String name) {
            code.apply(Mutation.added(List.of(Documents.given(Documents.component(name, "red")))));
        }

        boolean shows(String name) {
            EntityRef ref = Documents.componentRef(name);
            return catalog.queries().byRef(ref).isPresent();
        }

        @Override
        public void close() {
            catalog.close();
            database.close();
        }
    }

    @BeforeEach
    void open() {
        database = TestDatabases.postgres();
        listening = database.newPool(1);
        one = Node.of(Database.of(database.dataSource()));
    }

    @AfterEach
    void close() {
        one.close();
        listening.close();
        database.close();
    }

    private Node other(Duration pollInterval) {
        return Node.of(Database.builder(database.dataSource())
                .listener(listening)
                .pollInterval(pollInterval)
                .build());
    }

    private static void awaitShown(Node node, String name) throws Exception {
        StoreNode.await(name + " is not shown", SOON, () -> node.shows(name));
    }

    @Test
    void whatOneNodeMakesVisibleTheOtherHearsOf() throws Exception {
        try (Node other = other(Duration.ofMinutes(5))) {
            one.give("first");
            awaitShown(other, "first");
            for (int i = 0; i < 5; i++) {
                one.give("next-" + i);
                awaitShown(one, "next-" + i);
                awaitShown(other, "next-" + i);
            }
        }
    }

    @Test
    void whoHearsNothingAnyMoreLooks() throws Exception {
        try (Node other = other(Duration.ofMillis(100))) {
            one.give("heard");
            awaitShown(other, "heard");
            listening.close();
            assertFalse(other.shows("seen"));
            one.give("seen");
            awaitShown(other, "seen");
            one.give("seen-too");
            awaitShown(other, "seen-too");
        }
    }
}
