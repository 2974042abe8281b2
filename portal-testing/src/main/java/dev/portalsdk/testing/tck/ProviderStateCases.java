package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What providers keep from one run to the next. */
abstract class ProviderStateCases extends StoreCases {
    private static final String KEY = "cursor";

    private ProviderState state() {
        return store().providerState();
    }

    /** Another node. */
    private ProviderState reopened() {
        CatalogStore again = tck().reopened(store());
        again.open(setup(FIRST, SECOND));
        return again.providerState();
    }

    private static String text(ProviderState state, String provider, String key) {
        return state.find(provider, key).map(ProviderState.Entry::text).orElse("nothing");
    }

    @Test
    void whatIsKeptIsFoundByAllNodes() {
        assertEquals(Optional.empty(), state().find(FIRST, KEY));
        long generation = state().replace(FIRST, KEY, "page 2", 0).orElseThrow();
        assertTrue(generation > 0);
        assertEquals(
                Optional.of(new ProviderState.Entry("page 2", generation)),
                reopened().find(FIRST, KEY));
    }

    @Test
    void keysAndProvidersAreApart() {
        state().replace(FIRST, KEY, "a", 0);
        state().replace(SECOND, KEY, "b", 0);
        state().replace(FIRST, KEY.toUpperCase(java.util.Locale.ROOT), "c", 0);
        assertEquals("a", text(state(), FIRST, KEY));
        assertEquals("b", text(state(), SECOND, KEY));
        assertEquals("c", text(state(), FIRST, "CURSOR"));
    }

    @Test
    void onlyWhatWasFoundIsReplaced() {
        long first = state().replace(FIRST, KEY, "a", 0).orElseThrow();
        assertEquals(OptionalLong.empty(), reopened().replace(FIRST, KEY, "b", 0), "somebody was there before");
        long second = reopened().replace(FIRST, KEY, "a", first).orElseThrow();
        assertNotEquals(first, second, "also if the text is the same");
        assertEquals(OptionalLong.empty(), state().replace(FIRST, KEY, "c", first));
        assertEquals(OptionalLong.empty(), state().replace(FIRST, "other", "c", first));
        assertEquals("a", text(state(), FIRST, KEY));
    }

    @Test
    void whatIsForgottenDoesNotComeBackAsTheSame() {
        long first = state().replace(FIRST, KEY, "a", 0).orElseThrow();
        assertFalse(state().remove(FIRST, KEY, first + 1000));
        assertFalse(state().remove(SECOND, KEY, first));
        assertTrue(reopened().remove(FIRST, KEY, first));
        assertFalse(state().remove(FIRST, KEY, first));
        assertEquals(Optional.empty(), state().find(FIRST, KEY));
        assertEquals(OptionalLong.empty(), state().replace(FIRST, KEY, "b", first));
        long anew = state().replace(FIRST, KEY, "a", 0).orElseThrow();
        assertNotEquals(first, anew);
        assertFalse(state().remove(FIRST, KEY, first));
    }

    @Test
    void itGoesWithTheBucket() {
        state().replace(FIRST, KEY, "a", 0);
        long kept = state().replace(SECOND, KEY, "b", 0).orElseThrow();
        store().open(setup(SECOND));
        assertEquals(Optional.empty(), state().find(FIRST, KEY));
        assertThrows(CatalogException.class, () -> state().replace(FIRST, KEY, "a", 0));
        assertEquals(Optional.of(new ProviderState.Entry("b", kept)), state().find(SECOND, KEY));
        store().open(setup(FIRST, SECOND));
        assertEquals(Optional.empty(), state().find(FIRST, KEY));
    }

    @Test
    void longTextsOfAnyCharacters() {
        String text = "\u6f22\ud83d\ude00'\"\\\n".repeat(ProviderState.MAX_TEXT / 7);
        String key = "\u00e9'%_".repeat(ProviderState.MAX_KEY / 4);
        state().replace(FIRST, key, text, 0);
        assertEquals(text, text(reopened(), FIRST, key));
        state().replace(FIRST, KEY, "", 0);
        assertEquals("", text(reopened(), FIRST, KEY));
        String longer = "x".repeat(ProviderState.MAX_TEXT + 1);
        assertThrows(IllegalArgumentException.class, () -> state().replace(FIRST, KEY, longer, 0));
        assertThrows(IllegalArgumentException.class, () -> state().replace(FIRST, "", "x", 0));
        String longKey = "k".repeat(ProviderState.MAX_KEY + 1);
        assertThrows(IllegalArgumentException.class, () -> state().replace(FIRST, longKey, "x", 0));
    }

    @Test
    void ofManyAtOnceOneReplaces() throws Exception {
        ProviderState there = reopened();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            long generation = 0;
            for (int round = 0; round < 20; round++) {
                List<Callable<OptionalLong>> attempts = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    ProviderState node = thread % 2 == 0 ? state() : there;
                    String text = "by " + thread;
                    long found = generation;
                    attempts.add(() -> node.replace(FIRST, KEY, text, found));
                }
                List<Long> done = new ArrayList<>();
                for (Future<OptionalLong> attempt : threads.invokeAll(attempts)) {
                    attempt.get().ifPresent(done::add);
                }
                assertEquals(1, done.size(), "in round " + round);
                generation = done.get(0);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
