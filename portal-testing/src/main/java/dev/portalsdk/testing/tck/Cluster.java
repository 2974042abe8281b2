package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Two catalogs on one store, and the world that they tell of. */
final class Cluster implements AutoCloseable {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CatalogStoreProperties tck;
    private final TestClock clock = TestClock.create();
    private final World world;
    private CatalogStore store;
    private final List<Member> members = new ArrayList<>();
    private final Set<Integer> working = new HashSet<>();

    /** Counts down to a crash, over the calls of all nodes; negative when none is to come. */
    private int callsToCrash = -1;

    private boolean crashAfterCall;
    private boolean crashed;

    /** A node: what dies with it is all but the store. */
    private record Member(CatalogStore own, WatchedStore store, InCodeProvider anyProvider, Catalog catalog) {}

    /** What a node dies of. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;

        Crash() {
            super("A crash that a test injects", null, false, false);
        }
    }

    Cluster(CatalogStoreProperties tck, World world) {
        this.tck = tck;
        this.world = world;
        this.store = tck.emptyStore(clock);
        members.add(member(store));
        members.add(member(tck.reopened(store)));
    }

    private Member member(CatalogStore over) {
        WatchedStore watched = new WatchedStore(over);
        InCodeProvider first = new InCodeProvider(World.PROVIDERS.get(0));
        CatalogBuilder builder = builder(watched, world.reader()).provider(first);
        World.PROVIDERS.stream().skip(1).forEach(name -> builder.provider(new InCodeProvider(name)));
        return new Member(over, watched, first, builder.build());
    }

    private CatalogBuilder builder(CatalogStore over, InMemoryUrlReader reader) {
        return Catalog.builder()
                .store(over)
                .clock(clock)
                .lease(LEASE)
                .urlReader(reader)
                .executor(Runnable::run)
                .concurrentUrls(0);
    }

    Catalog catalog(int node) {
        return members.get(node).catalog();
    }

    CatalogStore store() {
        return store;
    }

    /** Lets whatever node makes a call die at it. */
    void crashAt(int call, boolean done) {
        callsToCrash = call;
        crashAfterCall = done;
    }

    boolean hasCrashed() {
        return crashed;
    }

    private void countDown(boolean after) {
        if (callsToCrash == 0 && after == crashAfterCall) {
            crashed = true;
            callsToCrash = -1;
            throw new Crash();
        }
        callsToCrash -= after && callsToCrash > 0 ? 1 : 0;
    }

    void doAll(List<Step> steps) {
        steps.forEach(this::take);
    }

    void take(Step step) {
        if (step instanceof Step.Put put) {
            world.put(put.document(), put.place(), put.variant());
        } else if (step instanceof Step.Remove remove) {
            world.remove(remove.document());
        } else if (step instanceof Step.Fail fail) {
            world.fail(fail.file());
        } else if (step instanceof Step.Heal) {
            world.heal();
        } else if (step instanceof Step.Name name) {
            world.names(name.provider(), name.bits());
        } else if (step instanceof Step.Say say) {
            say(world.mutations(say.provider(), say.way()), say.provider());
        } else if (step instanceof Step.Pass pass) {
            clock.advance(Duration.ofSeconds(pass.seconds()));
        } else {
            takeByNode(step);
        }
    }

    /** Who does not know whether something was done says it again. */
    private void say(List<Mutation> mutations, int provider) {
        String name = World.PROVIDERS.get(provider);
        for (Mutation mutation : mutations) {
            try {
                countDown(false);
                store.apply(name, mutation, RemovalGuard.off());
                countDown(true);
            } catch (Crash e) {
                store.apply(name, mutation, RemovalGuard.off());
            }
        }
    }

    private void takeByNode(Step step) {
        if (step instanceof Step.Look look) {
            boolean all = look.file() == World.FILES;
            store.refresh(all ? Refresh.everything() : Refresh.of(List.of(Documents.file(look.file() + ".yaml"))));
        } else if (step instanceof Step.Forget forget) {
            boolean component = forget.document() < World.COMPONENTS;
            store.remove(
                    component
                            ? Documents.componentRef("c" + forget.document())
                            : Documents.locationRef("l" + forget.document()));
        } else if (step instanceof Step.Restart restart) {
            unlessWorking(restart.node(), () -> restart(restart.node()));
        } else {
            Step.Work work = (Step.Work) step;
            unlessWorking(work.node(), () -> work(work));
        }
    }

    /** What a node does while it works is what that work says, and nothing else. */
    private void unlessWorking(int node, Runnable action) {
        if (working.add(node)) {
            action.run();
            working.remove(node);
        }
    }

    void restart(int node) {
        members.get(node).catalog().close();
        CatalogStore own = members.get(node).own();
        if (own != store) {
            tck.ended(own);
        }
        members.set(node, member(tck.reopened(store)));
    }

    /** All nodes begin anew on another store. */
    void moveTo(CatalogStore other) {
        store = other;
        for (int node = 0; node < members.size(); node++) {
            members.get(node).catalog().close();
            members.set(node, member(other));
        }
    }

    TestClock clock() {
        return clock;
    }

    private void work(Step.Work work) {
        Member member = members.get(work.node());
        member.store().watch(new WatchedStore.Watch() {
            private int call = -1;

            @Override
            public void before() {
                call++;
                if (call < work.meanwhile().size()) {
                    take(work.meanwhile().get(call));
                }
                crashIf(call == work.crash() && !work.done());
                countDown(false);
            }

            @Override
            public void after() {
                crashIf(call == work.crash());
                countDown(true);
            }

            @Override
            public int limit() {
                return call < work.calls() ? work.batch() : 0;
            }
        });
        try {
            member.anyProvider().apply(Mutation.added(List.of())).await(Duration.ZERO);
            member.store().watch(WatchedStore.Watch.NONE);
        } catch (Crash e) {
            member.store().watch(WatchedStore.Watch.NONE);
            restart(work.node());
        }
    }

    private static void crashIf(boolean now) {
        if (now) {
            throw new Crash();
        }
    }

    /** Everything can be read, all providers say all that they hold, leases are over, and a node works till the end. */
    void comeToRest(int node) {
        world.heal();
        for (int provider = 0; provider < World.PROVIDERS.size(); provider++) {
            store.apply(World.PROVIDERS.get(provider), world.full(provider), RemovalGuard.off());
        }
        clock.advance(LEASE.multipliedBy(2));
        assertTrue(catalog(node).refresh().await(PATIENCE), () -> "what is left to do: " + store.backlog());
        assertTrue(store.backlog().isEmpty());
        for (Member member : members) {
            member.catalog().settle();
        }
    }

    /** That the catalog is what a fresh load of the same sources gives, on both nodes. */
    void assertFresh() {
        try (Catalog fresh = fresh()) {
            for (Member member : members) {
                assertEquals(shown(fresh), shown(member.catalog()));
                assertEquals(findings(fresh), findings(member.catalog()));
            }
        }
    }

    /** A catalog of its own that never knew anything but the sources as they are. */
    Catalog fresh() {
        CatalogStore empty = tck.emptyStore(clock);
        CatalogBuilder builder = builder(empty, world.reader());
        World.PROVIDERS.forEach(name -> builder.provider(new InCodeProvider(name)));
        Catalog fresh = builder.build();
        for (int provider = 0; provider < World.PROVIDERS.size(); provider++) {
            empty.apply(World.PROVIDERS.get(provider), world.full(provider), RemovalGuard.off());
        }
        fresh.settle();
        return fresh;
    }

    static Map<EntityRef, Value> shown(Catalog catalog) {
        Map<EntityRef, Value> shown = new TreeMap<>();
        catalog.queries().all().forEach(entity -> shown.put(entity.ref(), entity.toValue()));
        return shown;
    }

    private static List<String> findings(Catalog catalog) {
        return catalog.findings().stream().map(Object::toString).sorted().toList();
    }

    @Override
    public void close() {
        members.forEach(member -> member.catalog().close());
    }
}
