package dev.portalsdk.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;

/**
 * Reading and validating 10,000 documents on one thread, against the two things that it cannot do without: a YAML parser's bare events, and the schema
 * validation of trees that are there already. The ratio is {@code readAndValidate / (floorEvents + floorSchemas)}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class ReadAndValidateBenchmark {
    private static final int DOCUMENTS = 10_000;

    private final EntityValidator validator = EntityValidator.of(Kinds.standard());
    private List<String> files = List.of();
    private List<JsonNode> trees = List.of();
    private Map<String, Schema> schemas = Map.of();
    private List<EntityDescriptor> descriptors = List.of();

    /** Files of 100 documents each. */
    @Setup(Level.Trial)
    public void prepare() throws IOException {
        List<String> documents = CatalogGenerator.documents(DOCUMENTS);
        files = new ArrayList<>();
        for (int start = 0; start < documents.size(); start += 100) {
            files.add(String.join("---\n", documents.subList(start, start + 100)));
        }
        descriptors = read();
        ObjectMapper mapper = new ObjectMapper();
        trees = new ArrayList<>();
        for (EntityDescriptor descriptor : descriptors) {
            trees.add(mapper.readTree(descriptor.root().toJson()));
        }
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        schemas = new HashMap<>();
        for (Kind<?> kind : Kinds.standard().kinds()) {
            schemas.put(
                    kind.name(),
                    registry.getSchema(mapper.readTree(kind.schema().toJson())));
        }
        try (InputStream envelope =
                Objects.requireNonNull(Kinds.class.getResourceAsStream("entity.schema.json"), "entity.schema.json")) {
            schemas.put("", registry.getSchema(mapper.readTree(envelope)));
        }
        if (trees.size() != DOCUMENTS || readAndValidate() != DOCUMENTS || floorSchemas() != DOCUMENTS) {
            throw new IllegalStateException("Not all documents are read and valid");
        }
    }

    private List<EntityDescriptor> read() {
        List<EntityDescriptor> all = new ArrayList<>(DOCUMENTS);
        for (String file : files) {
            all.addAll(DescriptorReader.create().read("f.yaml", file).orThrow());
        }
        return all;
    }

    /** The whole of what a build-time check does to one file after another. */
    @Benchmark
    public int readAndValidate() {
        int valid = 0;
        for (EntityDescriptor descriptor : read()) {
            Validated<Entity> entity = validator.validate(descriptor);
            valid += entity.value().isPresent() ? 1 : 0;
        }
        return valid;
    }

    /** Reading alone, to a tree with places. */
    @Benchmark
    public int read10k() {
        return read().size();
    }

    /** Validation alone. */
    @Benchmark
    public int validate10k() {
        int valid = 0;
        for (EntityDescriptor descriptor : descriptors) {
            valid += validator.validate(descriptor).value().isPresent() ? 1 : 0;
        }
        return valid;
    }

    /** Floor: a YAML parser's events, thrown away. */
    @Benchmark
    public int floorEvents() {
        LoadSettings settings = LoadSettings.builder().build();
        int events = 0;
        for (String file : files) {
            for (Event event : new Parse(settings).parseString(file)) {
                events += event.getStartMark().isPresent() ? 1 : 0;
            }
        }
        return events;
    }

    /** Floor: the schema validator on ready trees, with the schemas of envelope and kind. */
    @Benchmark
    public int floorSchemas() {
        int valid = 0;
        Schema envelope = Objects.requireNonNull(schemas.get(""));
        for (JsonNode tree : trees) {
            Schema kind = Objects.requireNonNull(schemas.get(tree.get("kind").textValue()));
            boolean ok =
                    envelope.validate(tree).isEmpty() && kind.validate(tree).isEmpty();
            valid += ok ? 1 : 0;
        }
        return valid;
    }
}
