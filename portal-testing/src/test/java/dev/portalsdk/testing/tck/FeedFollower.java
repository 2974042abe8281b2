package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Whoever reads the feed while others write it: sees each version once, in order, and ends with what is visible. */
final class FeedFollower implements AutoCloseable {
    private static final int PAGE = 500;

    private final ChangeFeed feed;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Map<EntityRef, StitchedEntity> told = new TreeMap<>();
    private final Future<?> following;
    private long version;
    private volatile boolean stopped;

    FeedFollower(ChangeFeed feed) {
        this.feed = feed;
        this.following = thread.submit(this::follow);
    }

    private void follow() {
        while (!stopped) {
            try {
                if (!readPage()) {
                    Thread.sleep(5);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The database is away; it comes back.
            }
        }
    }

    private boolean readPage() {
        var page = feed.after(version, PAGE);
        for (Change change : page) {
            assertEquals(version + 1, change.version(), "a version was skipped");
            version++;
            boolean before = told.remove(change.ref()) != null;
            assertEquals(before, change.type() != Change.Type.ADDED, () -> "what " + change.ref() + " was before");
            change.entity().ifPresent(entity -> told.put(change.ref(), entity));
        }
        return !page.isEmpty();
    }

    /** Reads the rest. @throws AssertionError if a version was skipped, or what was told is not what is visible */
    void assertComplete() throws Exception {
        stopped = true;
        following.get();
        while (readPage()) {
            // to the end
        }
        ChangeFeed.Snapshot snapshot = feed.snapshot();
        Map<EntityRef, StitchedEntity> visible = new TreeMap<>();
        snapshot.entities().forEach(entity -> visible.put(entity.ref(), entity));
        assertEquals(snapshot.version(), version);
        assertEquals(visible, told);
    }

    @Override
    public void close() {
        stopped = true;
        thread.shutdownNow();
    }
}
