package dev.portalsdk.catalog.store.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which work is different.
 *
 * @param due what is to be done
 * @param done what no longer is
 */
record WorkChanges(List<FactRows.Due> due, List<FactRows.Done> done) {

    static WorkChanges of(StoredWork work) {
        WorkChanges changes = new WorkChanges(new ArrayList<>(), new ArrayList<>());
        changes.sources(work.filesToRead, false);
        changes.sources(work.urlsToRead, true);
        changes.nodes(FactRows.Work.PROCESS, work.toProcess);
        changes.nodes(FactRows.Work.STITCH, work.toStitch);
        return changes;
    }

    private void sources(LeasedQueue<SourceState> queue, boolean remote) {
        for (SourceState item : StoredWork.touched(queue)) {
            add(FactRows.Work.READ, ((StoredSource) item).id, remote, queue.waitsFor(item), false);
        }
    }

    private void nodes(FactRows.Work work, LeasedQueue<Node> queue) {
        for (Node node : StoredWork.touchedNodes(queue)) {
            boolean check = work == FactRows.Work.PROCESS && node.onlyIfReadsChanged;
            add(work, ((StoredNode) node).id, false, queue.waitsFor(node), check);
        }
    }

    private void add(FactRows.Work work, long item, boolean remote, Optional<Causes> waitsFor, boolean check) {
        if (waitsFor.isPresent()) {
            Causes causes = waitsFor.get();
            due.add(new FactRows.Due(work, item, remote, check, causes.from(), causes.to()));
        } else {
            done.add(new FactRows.Done(work, item));
        }
    }
}
