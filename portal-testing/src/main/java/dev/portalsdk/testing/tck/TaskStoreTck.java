package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.LeaseLostException;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskCommand;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TaskStore} promises. A test of a store extends this class.
 *
 * <pre>{@code
 * class MyTaskStoreTest extends TaskStoreTck {
 *     @Override protected TaskStore emptyStore(Clock clock) { return new MyTaskStore(freshDatabase(), clock); }
 * }
 * }</pre>
 */
public abstract class TaskStoreTck {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final TaskEvent LINE = new TaskEvent.Logged(
            Optional.of("a"), Severity.INFO, "a line, \"quoted\"\nand broken, with ü and \uD83D\uDE00");

    private final TestClock clock = TestClock.create();

    /**
     * A store that is empty. Called once for each test.
     *
     * @param time the store's clock
     */
    protected abstract TaskStore emptyStore(Clock time);

    private TaskStore store() {
        return emptyStore(clock);
    }

    private TaskRecord task(String id, Instant at) {
        return new TaskRecord(
                id,
                EntityRef.parse("template:default/service"),
                Value.Obj.of("kind", "Template"),
                "template.yaml",
                Value.Obj.of("name", "web"),
                Optional.of(EntityRef.parse("user:default/" + id)),
                Optional.of(Value.Obj.of("kind", "User")),
                OnFailure.ASK,
                false,
                at);
    }

    private TaskStore storeWith(String... ids) {
        TaskStore store = store();
        for (String id : ids) {
            store.create(task(id, clock.instant()), Optional.of("sealed-" + id));
            clock.advance(Duration.ofSeconds(1));
        }
        return store;
    }

    private static Claim claimOne(TaskStore store, String node) {
        List<Claim> claims = store.claim(node, 1, LEASE);
        assertEquals(1, claims.size());
        return claims.get(0);
    }

    private static List<String> ids(List<Claim> claims) {
        return claims.stream().map(claim -> claim.lease().taskId()).toList();
    }

    private static TaskStatus status(TaskStore store, String id) {
        return store.find(id).orElseThrow().status();
    }

    private static Optional<JournalEntry> tell(TaskStore store, TaskEvent event, TaskStatus... expected) {
        return store.tell(new TaskCommand("a", Set.of(expected), event, Optional.empty()));
    }

    @Test
    void whatIsCreatedIsFoundAsItWas() {
        TaskStore store = storeWith("a");

        StoredTask found = store.find("a").orElseThrow();

        assertEquals(StoredTask.submitted(task("a", TestClock.START)), found);
        assertEquals(Optional.empty(), store.find("b"));
        assertEquals(List.of(), store.journal("a", 0));
        assertEquals(List.of(), store.journal("b", 0));
        assertThrows(TaskStoreException.class, () -> store.create(task("a", clock.instant()), Optional.empty()));
    }

    @Test
    void claimTakesTheOldestAndLeavesWhatIsHeld() {
        TaskStore store = storeWith("a", "b", "c");

        assertEquals(List.of("a", "b"), ids(store.claim("one", 2, LEASE)));
        assertEquals(List.of("c"), ids(store.claim("two", 2, LEASE)));
        assertEquals(List.of(), ids(store.claim("three", 2, LEASE)));
    }

    @Test
    void claimSaysWhatItTakes() {
        TaskStore store = storeWith("a");

        Claim claim = claimOne(store, "one");

        assertEquals(Optional.of("sealed-a"), claim.sealedSecrets());
        assertEquals(new Lease("a", "one", 1, clock.instant().plus(LEASE), false), claim.lease());
        assertEquals(TaskStatus.PROCESSING, claim.task().status());
        assertEquals(
                List.of(new JournalEntry(1, clock.instant(), new TaskEvent.Started("one"))), store.journal("a", 0));
    }

    @Test
    void entriesAreNumberedAndReadBackAsTheyWere() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();
        List<TaskEvent> events = List.of(
                LINE,
                new TaskEvent.StepStarted("a"),
                new TaskEvent.InputRendered("a", Optional.of("0"), Value.Obj.of("x", List.of(1, 2.5, true, "é"))),
                new TaskEvent.CheckpointReached("a", "k", Value.Null.NULL, Optional.empty()),
                new TaskEvent.EffectAnnounced("a", "k", "do it"),
                new TaskEvent.EffectRefused("a", "k"),
                new TaskEvent.RoundEnded("a", "0", Value.Obj.of("y", 1), Optional.of("sealed")),
                new TaskEvent.WorkspaceSaved("1-1"),
                new TaskEvent.StepEnded(
                        "a", StepStatus.FAILED, Value.Obj.empty(), Optional.of("why"), Optional.empty()),
                new TaskEvent.Undone("a", Optional.empty(), Optional.of("gone"), Optional.empty()));

        List<JournalEntry> written = store.append(lease, events);

        assertEquals(events, written.stream().map(JournalEntry::event).toList());
        assertEquals(2, written.get(0).index());
        assertEquals(written, store.journal("a", 1));
        assertEquals(List.of(written.get(9)), store.journal("a", 10));
        assertEquals(11, store.find("a").orElseThrow().lastIndex());
        assertEquals(clock.instant(), store.find("a").orElseThrow().changedAt());
    }

    @Test
    void leaseThatIsNotRenewedIsLostByTheStoresClock() {
        TaskStore store = storeWith("a");
        Lease first = claimOne(store, "one").lease();
        clock.advance(LEASE.minusMillis(1));
        assertEquals(List.of(), store.claim("two", 1, LEASE));
        clock.advance(Duration.ofMillis(1));

        Lease second = claimOne(store, "two").lease();

        assertEquals(first.generation() + 1, second.generation());
        assertEquals(Optional.empty(), store.renew(first, LEASE));
        LeaseLostException lost = assertThrows(LeaseLostException.class, () -> store.append(first, List.of(LINE)));
        assertEquals("a", lost.taskId());
        assertEquals(2, store.journal("a", 0).size(), "what a lost worker writes is not there");
        store.release(first);
        assertEquals(1, store.append(second, List.of(LINE)).size(), "a lost worker cannot give away the task");
    }

    @Test
    void leaseThatIsOverButNotTakenStillWrites() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();
        clock.advance(LEASE.multipliedBy(2));

        assertEquals(1, store.append(lease, List.of(LINE)).size());
        assertTrue(store.renew(lease, LEASE).isPresent());
        assertEquals(List.of(), store.claim("two", 1, LEASE));
    }

    @Test
    void renewalTellsThatSomebodyWantsItToEnd() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();
        assertTrue(tell(store, new TaskEvent.CancelRequested(), TaskStatus.PROCESSING)
                .isPresent());

        Lease renewed = store.renew(lease, LEASE).orElseThrow();

        assertTrue(renewed.cancelRequested());
        assertEquals(clock.instant().plus(LEASE), renewed.until());
        assertEquals(TaskStatus.PROCESSING, status(store, "a"));
    }

    @Test
    void releasedTaskCanBeTakenAtOnce() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();

        store.release(lease);

        assertEquals(List.of("a"), ids(store.claim("two", 1, LEASE)));
    }

    @Test
    void endTakesLeaseAndSecrets() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();

        store.append(
                lease, List.of(LINE, new TaskEvent.Ended(TaskStatus.FAILED, Value.Obj.empty(), Optional.of("why"))));

        assertEquals(TaskStatus.FAILED, status(store, "a"));
        assertThrows(LeaseLostException.class, () -> store.append(lease, List.of(LINE)));
        assertEquals(List.of(), store.claim("two", 1, LEASE));
        assertTrue(
                tell(store, new TaskEvent.Retried(0, true), TaskStatus.FAILED).isPresent());
        assertEquals(Optional.empty(), claimOne(store, "two").sealedSecrets());
    }

    @Test
    void retryBringsNewSecrets() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();
        store.append(lease, List.of(new TaskEvent.Ended(TaskStatus.FAILED, Value.Obj.empty(), Optional.empty())));

        store.tell(new TaskCommand(
                "a", Set.of(TaskStatus.FAILED), new TaskEvent.Retried(1, false), Optional.of("sealed again")));

        assertEquals(TaskStatus.OPEN, status(store, "a"));
        assertEquals(Optional.of("sealed again"), claimOne(store, "two").sealedSecrets());
    }

    @Test
    void taskThatWaitsIsNotTakenUntilSomebodyHasDecided() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();
        store.append(
                lease,
                List.of(new TaskEvent.DecisionNeeded(Optional.of("a"), "k", "?", List.of(Choice.DONE, Choice.REPEAT))));
        assertEquals(List.of(), store.claim("two", 1, LEASE));
        assertThrows(LeaseLostException.class, () -> store.append(lease, List.of(LINE)));

        assertTrue(tell(
                        store,
                        new TaskEvent.Decided(Optional.of("a"), "k", Choice.DONE, Value.Str.of("x")),
                        TaskStatus.WAITING)
                .isPresent());

        assertEquals(Optional.of("sealed-a"), claimOne(store, "two").sealedSecrets());
    }

    @Test
    void commandThatExpectsAnotherStatusWritesNothing() {
        TaskStore store = storeWith("a");

        assertEquals(Optional.empty(), tell(store, new TaskEvent.Retried(0, true), TaskStatus.FAILED));
        assertEquals(
                Optional.empty(),
                store.tell(new TaskCommand(
                        "nobody", Set.of(TaskStatus.OPEN), new TaskEvent.CancelRequested(), Optional.empty())));
        assertEquals(List.of(), store.journal("a", 0));
    }

    @Test
    void pinnedTaskIsTakenByItsNodeOnly() {
        TaskStore store = storeWith("a");
        Lease lease = claimOne(store, "one").lease();
        store.append(lease, List.of(new TaskEvent.Pinned("one", "too large")));
        store.release(lease);

        assertEquals(List.of(), store.claim("two", 1, LEASE));
        assertEquals(List.of("a"), ids(store.claim("one", 1, LEASE)));
    }

    @Test
    void listIsFilteredAndTheLatestFirst() {
        TaskStore store = storeWith("a", "b", "c");
        store.append(
                claimOne(store, "one").lease(),
                List.of(new TaskEvent.Ended(TaskStatus.COMPLETED, Value.Obj.empty(), Optional.empty())));

        assertEquals(List.of("c", "b", "a"), listed(store, TaskFilter.all()));
        assertEquals(List.of("a"), listed(store, TaskFilter.all().withStatus(TaskStatus.COMPLETED)));
        assertEquals(List.of("b"), listed(store, TaskFilter.all().ofUser(EntityRef.parse("user:default/b"))));
        assertEquals(List.of("c"), listed(store, TaskFilter.all().limitedTo(1)));
        assertEquals(
                List.of("b", "a"), listed(store, TaskFilter.all().submittedBefore(TestClock.START.plusSeconds(2))));
        assertEquals(List.of(), listed(store, TaskFilter.all().ofTemplate(EntityRef.parse("template:default/other"))));
    }

    private static List<String> listed(TaskStore store, TaskFilter filter) {
        return store.tasks(filter).stream().map(stored -> stored.task().id()).toList();
    }

    @Test
    void taskThatHasEndedIsDeletedWithItsJournal() {
        TaskStore store = storeWith("a", "b");
        Lease lease = claimOne(store, "one").lease();
        store.append(lease, List.of(new TaskEvent.Ended(TaskStatus.FAILED, Value.Obj.empty(), Optional.empty())));

        assertTrue(store.delete("a"));

        assertFalse(store.delete("a"), "it is gone already");
        assertEquals(Optional.empty(), store.find("a"));
        assertEquals(List.of(), store.journal("a", 0));
        assertEquals(List.of("b"), listed(store, TaskFilter.all()));
        assertEquals(Optional.empty(), tell(store, new TaskEvent.Retried(0, true), TaskStatus.FAILED));
        assertThrows(LeaseLostException.class, () -> store.append(lease, List.of(LINE)));
        assertEquals(Optional.empty(), store.renew(lease, LEASE));
        store.release(lease);
        assertEquals(List.of("b"), ids(store.claim("one", 10, LEASE)));
    }

    @Test
    void taskThatHasNotEndedIsNeverDeleted() {
        TaskStore store = storeWith("a");
        assertFalse(store.delete("a"), "it is open");
        Lease lease = claimOne(store, "one").lease();
        assertFalse(store.delete("a"), "it runs");
        store.append(lease, List.of(new TaskEvent.DecisionNeeded(Optional.of("a"), "k", "?", List.of(Choice.REPEAT))));
        assertFalse(store.delete("a"), "it waits");
        assertFalse(store.delete("nobody"));

        assertEquals(2, store.journal("a", 0).size());
    }

    @Test
    void everyTaskIsTakenOnceHoweverManyAsk() throws Exception {
        String[] ids = new String[40];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "task-" + i;
        }
        TaskStore store = storeWith(ids);
        Map<String, Boolean> taken = new ConcurrentHashMap<>();
        List<String> twice = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String node = "node-" + i;
            threads.add(new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                for (int n = 0; n < 10; n++) {
                    for (Claim claim : store.claim(node, 3, LEASE)) {
                        if (taken.put(claim.lease().taskId(), true) != null) {
                            synchronized (twice) {
                                twice.add(claim.lease().taskId());
                            }
                        }
                        store.append(claim.lease(), List.of(LINE));
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), twice);
        assertEquals(ids.length, taken.size());
        assertFalse(store.journal("task-7", 0).isEmpty());
    }
}
