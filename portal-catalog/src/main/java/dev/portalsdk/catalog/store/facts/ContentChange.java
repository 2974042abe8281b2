package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** What is different in a source since it was last read: documents that are what they were keep their numbers. */
final class ContentChange {
    private final FactRows rows;
    private final StoredGraph graph;
    private final IdentityHashMap<EntityDescriptor, Long> numbers;
    private final List<Long> files = new ArrayList<>();
    private final List<FactRows.NewDocument> added = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final List<Long> kept = new ArrayList<>();
    private final List<Long> goneFiles = new ArrayList<>();
    private final List<Long> goneDocuments = new ArrayList<>();

    /** @param numbers is told the numbers of the documents that files hold */
    ContentChange(FactRows rows, StoredGraph graph, IdentityHashMap<EntityDescriptor, Long> numbers) {
        this.rows = rows;
        this.graph = graph;
        this.numbers = numbers;
    }

    /** Tells documents of one file apart. */
    private record Version(String version, String placesVersion) {}

    FactRows.NewContent of(long source, SourceContent content, List<FactRows.FileRow> before) {
        Map<LocationRef, Deque<FactRows.FileRow>> byLocation = new HashMap<>();
        before.forEach(file -> byLocation
                .computeIfAbsent(file.location(), location -> new ArrayDeque<>())
                .add(file));
        for (SourceContent.File file : content.files()) {
            Deque<FactRows.FileRow> same = byLocation.getOrDefault(file.location(), new ArrayDeque<>());
            FactRows.FileRow was = same.poll();
            long id = was == null ? rows.nextId() : was.id();
            files.add(id);
            documents(id, file, was == null ? List.of() : was.documents());
        }
        byLocation
                .values()
                .forEach(left -> left.forEach(file -> {
                    goneFiles.add(file.id());
                    file.documents().forEach(document -> goneDocuments.add(document.id()));
                }));
        return new FactRows.NewContent(source, content, files, added, goneFiles, goneDocuments, positions, kept);
    }

    private void documents(long file, SourceContent.File content, List<FactRows.DocumentRow> before) {
        Map<Version, Deque<Long>> had = new HashMap<>();
        before.forEach(document -> had.computeIfAbsent(
                        new Version(document.version(), document.placesVersion()), version -> new ArrayDeque<>())
                .add(document.id()));
        int position = 0;
        for (EntityDescriptor descriptor : content.documents()) {
            DocumentText text = graph.text(descriptor);
            Long same = had.getOrDefault(new Version(text.version(), text.placesVersion()), new ArrayDeque<>())
                    .poll();
            if (same == null) {
                long id = rows.nextId();
                added.add(new FactRows.NewDocument(id, file, position, descriptor, text));
                numbers.put(descriptor, id);
            } else {
                positions.add(position);
                kept.add(same);
                numbers.put(descriptor, same);
            }
            position++;
        }
        had.values().forEach(goneDocuments::addAll);
    }
}
