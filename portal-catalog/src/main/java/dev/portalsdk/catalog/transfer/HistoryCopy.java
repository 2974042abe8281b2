package dev.portalsdk.catalog.transfer;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.HistoryPages;
import dev.portalsdk.model.Value;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Copies what was, when what is has been copied, and proves it: change by change. */
final class HistoryCopy {
    private final ChangeHistory from;
    private final CatalogStore target;

    HistoryCopy(CatalogStore source, CatalogStore target) {
        this.from = source.history();
        this.target = target;
    }

    /** @return how many changes there are; 0 if no history is kept */
    long copy() {
        Optional<ChangeHistory.Reach> reach = from.reach();
        if (reach.isEmpty()) {
            return 0;
        }
        target.intake().history(from);
        long oldest = reach.get().version();
        return HistoryPages.forEachChange(from, oldest, this::compare) - oldest;
    }

    private void compare(List<ChangeHistory.Past> page) {
        List<ChangeHistory.Past> copied =
                target.history().after(page.get(0).change().version() - 1, page.size());
        for (int i = 0; i < page.size(); i++) {
            String text = text(page.get(i));
            String other = i < copied.size() ? text(copied.get(i)) : "nothing";
            if (!text.equals(other)) {
                throw new CatalogException("The history was not copied as it is: its change "
                        + page.get(i).change().version() + " is " + text + ", and in the target " + other);
            }
        }
    }

    /** Databases keep microseconds. */
    private static String text(ChangeHistory.Past past) {
        Change change = past.change();
        return change.version() + " " + change.at().truncatedTo(ChronoUnit.MICROS) + " " + change.type() + " "
                + change.ref() + " " + change.source() + " " + change.related() + " " + past.provider() + " "
                + text(past.before()) + " " + text(change.entity());
    }

    private static String text(Optional<StitchedEntity> entity) {
        return entity.map(StitchedEntity::toValue).map(Value::toJson).orElse("nothing");
    }
}
