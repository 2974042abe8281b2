package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes over what an {@link InMemoryCatalogStore} cannot come to by itself. */
final class InMemoryIntake implements StoreIntake {
    private final Object lock;
    private final StoreRules rules;
    private final InMemoryFeed feed;
    private final InMemoryHistory history;
    private final Supplier<Instant> now;

    InMemoryIntake(Object lock, StoreRules rules, InMemoryFeed feed, InMemoryHistory history, Supplier<Instant> now) {
        this.lock = lock;
        this.rules = rules;
        this.feed = feed;
        this.history = history;
        this.now = now;
    }

    @Override
    public void hold(Collection<Holder> holders) {
        synchronized (lock) {
            rules.hold(holders);
        }
    }

    @Override
    public void history(ChangeHistory other) {
        other.reach().ifPresent(reach -> {
            synchronized (lock) {
                takeOver(other, reach);
            }
        });
    }

    private void takeOver(ChangeHistory other, ChangeHistory.Reach reach) {
        Map<EntityRef, StitchedEntity> last = new LinkedHashMap<>();
        other.at(reach.version()).entities().forEach(entity -> last.put(entity.ref(), entity));
        feed.beginAt(reach.version());
        history.beginAt(reach);
        HistoryPages.forEachChange(
                other,
                reach.version(),
                page -> page.forEach(past -> {
                    feed.append(past.change());
                    history.add(
                            past.change(),
                            past.before().orElse(null),
                            past.provider().orElse(null));
                    last.remove(past.change().ref());
                    past.change().entity().ifPresent(entity -> last.put(entity.ref(), entity));
                }));
        HistoryPages.removals(other)
                .forEach(removal -> other.taken(removal.id()).ifPresent(taken -> history.addRemoval(removal, taken)));
        catchUp(last);
    }

    /** From what was visible there last to what is visible here. */
    private void catchUp(Map<EntityRef, StitchedEntity> last) {
        for (StitchedEntity visible : feed.snapshot().entities()) {
            append(Optional.ofNullable(last.remove(visible.ref())), Optional.of(visible));
        }
        last.values().forEach(gone -> append(Optional.of(gone), Optional.empty()));
    }

    private void append(Optional<StitchedEntity> before, Optional<StitchedEntity> after) {
        FeedEntry.of(before, after)
                .ifPresent(entry -> history.add(feed.append(now.get(), entry), before.orElse(null), null));
    }
}
