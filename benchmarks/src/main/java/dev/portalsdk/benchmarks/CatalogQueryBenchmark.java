package dev.portalsdk.benchmarks;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What questions to a catalog cost, and what a change costs it: the questions that Backstage was measured with, over the same entities.
 *
 * <p>{@code java -cp … org.openjdk.jmh.Main CatalogQueryBenchmark -p size=10000 -jvmArgs -Xmx3g}; 739,000 entities take 9 GB and minutes to make.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CatalogQueryBenchmark {
    private static final EntityRef HUB = EntityRef.parse("group:default/hub");
    private static final EntityFilter SERVICES = EntityFilter.parse("kind=component,spec.type=service");

    /** How many entities, beside those of the hub. */
    @Param({"10000", "100000", "739000"})
    public int size;

    /** Whether there is a group that 14,000 users belong to and 6,000 components are owned by. */
    @Param("true")
    public boolean hub;

    private final Feed feed = new Feed();
    private final InMemoryIndex index = new InMemoryIndex(feed);
    private final List<EntityRef> refs = new ArrayList<>();
    private final List<StitchedEntity> joining = new ArrayList<>();
    private final List<StitchedEntity> changing = new ArrayList<>();
    private EntityRef last = HUB;
    private int next;

    /** Gives what it is told to, and forgets what was taken. */
    private static final class Feed implements ChangeFeed {
        private final List<Change> changes = new ArrayList<>();
        private long forgotten;

        void put(StitchedEntity entity) {
            changes.add(new Change(
                    version() + 1,
                    Instant.EPOCH,
                    Change.Type.CHANGED,
                    entity.ref(),
                    entity.location(),
                    Optional.of(entity),
                    List.of()));
        }

        @Override
        public long version() {
            return forgotten + changes.size();
        }

        @Override
        public List<Change> after(long version, int limit) {
            changes.subList(0, (int) (version - forgotten)).clear();
            forgotten = version;
            return List.copyOf(changes.subList(0, Math.min(limit, changes.size())));
        }

        @Override
        public Snapshot snapshot() {
            throw new IllegalStateException("Nobody falls behind");
        }
    }

    @Setup
    public void load() {
        EntityValidator validator = EntityValidator.of(Kinds.standard());
        List<String> documents = CatalogGenerator.documents(size, hub);
        DescriptorReader reader = DescriptorReader.create();
        for (int start = 0; start < documents.size(); start += 1000) {
            String file = String.join("---\n", documents.subList(start, Math.min(documents.size(), start + 1000)));
            reader.read("catalog.yaml", file)
                    .orThrow()
                    .forEach(descriptor -> feed.put(stitched(validator, descriptor.root())));
        }
        for (Change change : feed.changes) {
            refs.add(change.ref());
        }
        List<Change> ends = feed.changes.subList(feed.changes.size() - 1, feed.changes.size());
        Value.Obj component = ends.get(0).entity().orElseThrow().document();
        last = ends.get(0).ref();
        for (int i = 0; i < 4; i++) {
            Value.Obj user = Value.Obj.of("apiVersion", "backstage.io/v1alpha1", "kind", "User")
                    .with("metadata", Value.Obj.of("name", "newcomer"))
                    .with("spec", Value.Obj.of("memberOf", List.of(i % 2 == 0 ? "hub" : "team-00001")));
            joining.add(stitched(validator, user));
            Value.Obj spec = component.obj("spec").orElseThrow();
            changing.add(stitched(
                    validator,
                    component.with(
                            "spec", spec.with("type", Value.Str.of("t" + i)).with("owner", Value.Str.of("o" + i)))));
        }
        index.catchUp();
    }

    private static StitchedEntity stitched(EntityValidator validator, Value.Obj document) {
        Entity entity = validator.validate(EntityDescriptor.of(document)).orThrow();
        LocationRef location = new LocationRef("file", "/catalog.yaml");
        return new StitchedEntity(
                entity,
                entity.toValue(),
                entity.relations(),
                List.of(),
                new StitchedEntity.Provenance(location, location, false),
                Optional.empty());
    }

    private EntityRef anyRef() {
        next = (next + 7919) % size;
        return refs.get(next);
    }

    @Benchmark
    public Optional<StitchedEntity> byRef() {
        return index.byRef(anyRef());
    }

    @Benchmark
    public byte[] byRefAsJson() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2048);
        index.byRef(anyRef()).orElseThrow().toValue().writeJson(out);
        return out.toByteArray();
    }

    @Benchmark
    public Optional<StitchedEntity> hubByRef() {
        return index.byRef(HUB);
    }

    @Benchmark
    public int countOfComponents() {
        return index.count(EntityFilter.where("kind", "component"));
    }

    @Benchmark
    public int countOfServices() {
        return index.count(SERVICES);
    }

    @Benchmark
    public EntityPage sortedPageOfServices() {
        return index.find(
                EntityQuery.all().filter(SERVICES).orderBy("metadata.name").limit(20));
    }

    @Benchmark
    public EntityPage pageInDefaultOrder() {
        return index.find(EntityQuery.all().filter("kind=component").limit(20));
    }

    @Benchmark
    public EntityPage pageByOwner() {
        return index.find(EntityQuery.all()
                .filter("relations.ownedBy=group:default/team-00003")
                .limit(20));
    }

    @Benchmark
    public EntityPage membersOfHub() {
        return index.find(
                EntityQuery.all().filter("relations.memberOf=group:default/hub").limit(20));
    }

    @Benchmark
    public EntityPage orderedOrOfTwoRelations() {
        EntityFilter either = EntityFilter.where("relations.ownedBy", "group:default/hub")
                .or(EntityFilter.where("relations.partOf", "system:default/system-00001"));
        return index.find(
                EntityQuery.all().filter(either).orderBy("metadata.name").limit(20));
    }

    @Benchmark
    public Map<String, List<FacetValue>> facetsOfKind() {
        return index.facets(EntityFilter.everything(), List.of("kind"));
    }

    @Benchmark
    public Map<String, List<FacetValue>> facetsOfTypeOfComponents() {
        return index.facets(EntityFilter.where("kind", "component"), List.of("spec.type"));
    }

    @Benchmark
    public EntityPage fullTextInNameAndTitle() {
        return index.find(EntityQuery.all()
                .fullText("component-0012", "metadata.name", "metadata.title")
                .limit(20));
    }

    @Benchmark
    public EntityPage fullTextEverywhere() {
        return index.find(EntityQuery.all().fullText("component-0012").limit(20));
    }

    @Benchmark
    public RelationWalk.Result dependenciesOfTheChain() {
        return index.walk(RelationWalk.dependenciesOf(last));
    }

    /** The indexes that the other questions need are there and kept up. */
    @Benchmark
    public EntityPage changeAndPage() {
        feed.put(changing.get(next++ & 3));
        index.catchUp();
        return sortedPageOfServices();
    }

    @Benchmark
    public long joiningTheHub() {
        feed.put(joining.get(next++ & 3));
        index.catchUp();
        return index.version();
    }
}
