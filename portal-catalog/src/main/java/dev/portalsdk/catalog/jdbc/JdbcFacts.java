package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.catalog.store.facts.FactTransaction;
import dev.portalsdk.catalog.store.facts.GraphFacts;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What the tables know. Each answer is of one moment. */
final class JdbcFacts implements CatalogFacts {
    /** Of entities with errors of their own, of what they emit, or in conflict. */
    private static final String FAILED = "(e.failed OR e.conflict OR e.id IN (SELECT s.entity FROM catalog_slot s"
            + " WHERE s.failed AND s.entity IS NOT NULL))";

    private static final String PENDING = "e.id IN (SELECT w.item FROM catalog_work w WHERE w.kind IN (1, 2))";

    private static final String PARTS = parts("coalesce(e.long_ref {bytewise}, e.key)");

    private final StoreTransactions store;
    private final StoreContents contents;

    JdbcFacts(StoreTransactions store) {
        this.store = store;
        this.contents = new JdbcContents(store);
    }

    private <T> T facts(Function<GraphFacts, T> answer) {
        return store.readingRows(rows -> answer.apply(new FactTransaction(rows).facts()));
    }

    @Override
    public List<Diagnostic> findings() {
        return facts(GraphFacts::findings);
    }

    @Override
    public List<Diagnostic> findings(Set<EntityRef> about) {
        return facts(graph -> graph.findings(about));
    }

    @Override
    public Map<EntityRef, EntityDescriptor> descriptors() {
        return store.reading(sql -> {
            Map<EntityRef, EntityDescriptor> all = new TreeMap<>();
            sql.query(
                    "SELECT e.key, e.long_ref, d.* FROM catalog_entity e JOIN catalog_claim c ON c.id = e.held"
                            + " JOIN catalog_document d ON d.id = c.document",
                    row -> all.put(FactReader.ref(row), DocumentReader.descriptor(row)));
            return all;
        });
    }

    @Override
    public Optional<EntityFacts> entity(EntityRef ref) {
        return facts(graph -> graph.entity(ref));
    }

    @Override
    public Set<EntityRef> parents(EntityRef ref) {
        return facts(graph -> graph.parents(ref));
    }

    @Override
    public List<EntityRef> children(EntityRef ref) {
        return facts(graph -> graph.children(ref));
    }

    @Override
    public List<ProvidedEntity> given(String provider) {
        return facts(graph -> graph.given(provider));
    }

    @Override
    public List<MutationResult.Held> held() {
        return facts(GraphFacts::held);
    }

    @Override
    public List<EntityRef> failed(Optional<EntityRef> after, int limit) {
        return page(FAILED, after, limit);
    }

    @Override
    public List<EntityRef> pending(Optional<EntityRef> after, int limit) {
        return page(PENDING, after, limit);
    }

    /** The order of refs is that of their parts. */
    private List<EntityRef> page(String where, Optional<EntityRef> after, int limit) {
        String later = after.isPresent() ? " AND " + PARTS + " > " + parts("?") : "";
        String page = "SELECT e.key, e.long_ref FROM catalog_entity e WHERE " + where + later + " ORDER BY " + PARTS
                + " LIMIT ?";
        return store.reading(sql -> after.isPresent()
                ? sql.query(page, FactReader::ref, StoredText.of(after.get()), limit)
                : sql.query(page, FactReader::ref, limit));
    }

    /** A ref with what separates its parts before all that stands in them. */
    private static String parts(String ref) {
        return "replace(replace(" + ref + ", ':', '\u0001'), '/', '\u0001') {bytewise}";
    }

    @Override
    public StoreContents contents() {
        return contents;
    }

    @Override
    public List<Source> sources() {
        return store.readingRows(rows -> new FactTransaction(rows).sources());
    }
}
