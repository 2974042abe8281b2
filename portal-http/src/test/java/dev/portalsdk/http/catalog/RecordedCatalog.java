package dev.portalsdk.http.catalog;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.query.InMemoryIndex;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.source.Glob;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The recorded catalog: the project's own copy, or that of the folder which the system property {@code conformance.dir} names. */
public final class RecordedCatalog {
    private static final String FILES = "/srv/catalog/";
    private static final String WEB = "http://127.0.0.1:8099/";

    private static final Map<String, RelationType> TYPES = Stream.of(
                    RelationType.OWNED_BY,
                    RelationType.PROVIDES_API,
                    RelationType.CONSUMES_API,
                    RelationType.DEPENDS_ON,
                    RelationType.PART_OF,
                    RelationType.CHILD_OF,
                    RelationType.MEMBER_OF)
            .flatMap(type -> Stream.of(type, type.inverse()))
            .collect(Collectors.toMap(RelationType::name, type -> type));

    private RecordedCatalog() {}

    public static Path folder(String part) {
        String given = System.getProperty("conformance.dir", "");
        try {
            Path root = given.isBlank()
                    ? Path.of(RecordedCatalog.class.getResource("/conformance").toURI())
                    : Path.of(given);
            return root.resolve(part);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Value json(String file) throws IOException {
        return Value.parseJson(Files.readString(folder("catalog").resolve(file)));
    }

    /** A catalog that read the recorded input, and whose queries are about the entities as they were recorded, with their ids. */
    public static Catalog open() throws IOException {
        ChangeFeed recorded = new Recorded(recordedChanges());
        return settled(builder().queries((feed, validator) -> new InMemoryIndex(recorded)));
    }

    /** A catalog that read the recorded input, and is as it is here. */
    public static Catalog openLive() throws IOException {
        return settled(builder());
    }

    private static CatalogBuilder builder() throws IOException {
        Config config = Config.builder()
                .environment(Map.of())
                .file(folder("catalog").resolve("app-config.yaml"))
                .build();
        return Catalog.builder().config(config).urlReader(reader()).integrations(Integrations.of(config));
    }

    private static Catalog settled(CatalogBuilder builder) {
        Catalog catalog = builder.build();
        catalog.settle();
        return catalog;
    }

    private static UrlReader reader() throws IOException {
        InMemoryUrlReader files = new InMemoryUrlReader();
        Path input = folder("catalog").resolve("input");
        try (Stream<Path> all = Files.walk(input)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String path = input.relativize(file).toString().replace('\\', '/');
                files.put(FILES + path, Files.readAllBytes(file));
                if (path.startsWith("http/")) {
                    files.put(WEB + path.substring("http/".length()), Files.readAllBytes(file));
                }
            }
        }
        return new Recording(files);
    }

    /** Files, and a plain web server, which cannot be searched. */
    private record Recording(UrlReader files) implements UrlReader {
        @Override
        public ReadResult read(String url, ReadOptions options) throws IOException {
            return files.read(url, options);
        }

        @Override
        public TreeResult readTree(String url, ReadOptions options) throws IOException {
            return files.readTree(url, options);
        }

        @Override
        public TreeResult search(String url, ReadOptions options) throws IOException {
            if (url.startsWith(WEB) && Glob.isPattern(url)) {
                throw new SourceException(url, "a plain web server cannot be searched");
            }
            return files.search(url, options);
        }
    }

    private static List<Change> recordedChanges() throws IOException {
        List<Change> changes = new ArrayList<>();
        Value.Arr all =
                json("api/entities-all.json").at("/body").flatMap(Value::asArr).orElseThrow();
        for (Value value : all.values()) {
            StitchedEntity entity = stitched(value.asObj().orElseThrow());
            changes.add(new Change(
                    changes.size() + 1,
                    Instant.EPOCH,
                    Change.Type.ADDED,
                    entity.ref(),
                    entity.location(),
                    Optional.of(entity),
                    List.of()));
        }
        return changes;
    }

    private static StitchedEntity stitched(Value.Obj recorded) {
        Value.Obj document = recorded.without("relations").without("status");
        Entity entity = EntityValidator.of(Kinds.standard())
                .validate(EntityDescriptor.of(document))
                .orThrow();
        List<Relation> relations = recorded.arr("relations").orElseThrow().values().stream()
                .map(relation -> new Relation(
                        entity.ref(),
                        TYPES.getOrDefault(
                                text(relation, "/type"), new RelationType(text(relation, "/type"), "unseen")),
                        EntityRef.parse(text(relation, "/targetRef"))))
                .toList();
        LocationRef nowhere = LocationRef.parse("file:x");
        return new StitchedEntity(
                entity,
                document,
                relations,
                List.of(),
                new StitchedEntity.Provenance(nowhere, nowhere, false),
                entity.metadata().uid());
    }

    private static String text(Value value, String pointer) {
        return value.at(pointer).flatMap(Value::asString).orElseThrow();
    }

    private record Recorded(List<Change> changes) implements ChangeFeed {
        @Override
        public long version() {
            return changes.size();
        }

        @Override
        public List<Change> after(long version, int limit) {
            return changes.stream().skip(version).limit(limit).toList();
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(
                    changes.size(),
                    changes.stream().flatMap(change -> change.entity().stream()).toList());
        }
    }
}
