package dev.portalsdk.benchmarks;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.jdbc.JdbcTaskStore;
import dev.portalsdk.scaffolder.jdbc.JdbcWorkspaceStore;
import dev.portalsdk.scaffolder.task.DirectoryTaskStore;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Whole tasks, from their submission to their end: one that makes 1,000 files, one of 100 steps that do nothing, and 1,000 small ones at once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Thread)
public class TaskBenchmark {
    private static final int FILES = 1_000;
    private static final int STEPS = 100;
    private static final int TASKS = 1_000;
    private static final String LINE = "x".repeat(200);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Where journals are: in memory, or safe from a power cut in a directory or a database; in databases workspaces are too. PostgreSQL is one that is
     * started here, or that the environment variable {@code PORTAL_TEST_POSTGRES_URL} names.
     */
    @Param({"memory", "directory", "sqlite", "postgresql"})
    public String store = "memory";

    private Path root = Path.of("");
    private Optional<TestDatabase> tested = Optional.empty();
    private Optional<Database> database = Optional.empty();
    private Scaffolder scaffolder = Scaffolder.builder().build();
    private TaskRequest thousandFiles = request("[]");
    private TaskRequest manySteps = request("[]");
    private TaskRequest small = request("[]");

    private static final class Nothing implements ScaffolderAction<Value.Obj, Value.Obj> {
        @Override
        public ActionDescriptor<Value.Obj, Value.Obj> descriptor() {
            return ActionDescriptor.builder("bench:nothing", Value.Obj.class, Value.Obj.class)
                    .changesOnlyWorkspace()
                    .build();
        }

        @Override
        public Value.Obj run(Value.Obj input, ActionContext context) {
            return input;
        }
    }

    /** A skeleton of 1,000 files of 5 KB with ten expressions each, and a scaffolder with two workers. */
    @Setup(Level.Trial)
    public void prepare() throws IOException {
        scaffolder.close();
        root = Files.createTempDirectory("tasks");
        Path skeleton = Files.createDirectory(root.resolve("skeleton"));
        String filler = "    private final String line = \"code of a service that nobody evaluates\";\n".repeat(6);
        String text = (filler + "    // ${{ values.name }} of ${{ values.owner | upper }}\n").repeat(10);
        for (int i = 0; i < FILES; i++) {
            Files.writeString(skeleton.resolve("File" + i + ".java"), text);
        }
        Integrations integrations = Integrations.builder().build();
        Path workspaces = Files.createDirectory(root.resolve("workspaces"));
        Scaffolder.Builder builder = Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .actions(StandardActions.builder(
                                UrlReaders.builder().localFiles().build(), integrations)
                        .build())
                .action(new Nothing())
                .workspaces(workspaces)
                .concurrentTasks(2);
        withStores(builder);
        scaffolder = builder.build();
        thousandFiles = request("[{action: fetch:template, input: {url: '" + skeleton.toUri()
                + "', values: {name: payments, owner: team-a}}}]");
        String nothing = "{action: bench:nothing, input: {name: '${{ parameters.name }}'}}";
        manySteps = request("[" + String.join(", ", Collections.nCopies(STEPS, nothing)) + "]");
        small = request("[" + String.join(", ", Collections.nCopies(3, nothing)) + "]");
    }

    private void withStores(Scaffolder.Builder builder) {
        if (store.equals("memory")) {
            builder.store(TaskStore.inMemory());
        } else if (store.equals("directory")) {
            builder.store(DirectoryTaskStore.in(root.resolve("store")));
        } else {
            TestDatabase started =
                    store.equals("sqlite") ? TestDatabases.sqlite(root.resolve("tasks.db")) : TestDatabases.postgres();
            tested = Optional.of(started);
            Database opened = Database.of(started.dataSource());
            opened.write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("CREATE TABLE floor (line text)");
                }
            });
            database = Optional.of(opened);
            builder.store(JdbcTaskStore.of(opened)).workspaceStore(JdbcWorkspaceStore.of(opened));
        }
    }

    private static TaskRequest request(String steps) {
        String yaml = """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: bench}
                spec:
                  type: service
                  steps: %s
                """.formatted(steps.equals("[]") ? "[{action: bench:nothing}]" : steps);
        String source = Path.of("template.yaml").toAbsolutePath().toString();
        Template template = Template.of(
                        DescriptorReader.create().read(source, yaml).orThrow().get(0))
                .orThrow();
        return TaskRequest.builder(template)
                .values(Value.Obj.of("name", "payments"))
                .build();
    }

    /** Ends the workers. */
    @TearDown(Level.Trial)
    public void close() {
        scaffolder.close();
        database.ifPresent(Database::close);
        tested.ifPresent(TestDatabase::close);
    }

    private static int completed(Task task) throws InterruptedException {
        if (task.await(PATIENCE).status() != TaskStatus.COMPLETED) {
            throw new IllegalStateException(task.state().toString());
        }
        return 1;
    }

    /** {@code fetch:template} end to end: read, rendered, written, and the workspace saved. */
    @Benchmark
    public int thousandFiles() throws InterruptedException {
        return completed(scaffolder.submit(thousandFiles).orThrow());
    }

    /** The floor of {@link #thousandFiles}: the same files read, written and deleted on the same disk. */
    @Benchmark
    public int floorFiles() throws IOException {
        Path target = Files.createTempDirectory(root.resolve("workspaces"), "floor");
        for (int i = 0; i < FILES; i++) {
            String name = "File" + i + ".java";
            Files.write(
                    target.resolve(name),
                    Files.readAllBytes(root.resolve("skeleton").resolve(name)));
        }
        for (int i = 0; i < FILES; i++) {
            Files.delete(target.resolve("File" + i + ".java"));
        }
        Files.delete(target);
        return FILES;
    }

    /** The floor of every line of a journal: one made durable by itself; a row committed, or a line forced to the disk. Nothing in memory. */
    @Benchmark
    public int floorLine() throws IOException {
        if (database.isPresent()) {
            return database.get().write(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.executeUpdate("INSERT INTO floor VALUES ('" + LINE + "')");
                }
            });
        }
        if (store.equals("directory")) {
            try (FileChannel file =
                    FileChannel.open(root.resolve("floor"), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                file.write(ByteBuffer.wrap(LINE.getBytes(StandardCharsets.UTF_8)));
                file.force(true);
            }
        }
        return 1;
    }

    /** What a step costs that does nothing. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public int step() throws InterruptedException {
        return completed(scaffolder.submit(manySteps).orThrow());
    }

    /** A task of three steps, as one of many. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int smallTask() throws InterruptedException {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(scaffolder.submit(small).orThrow());
        }
        int done = 0;
        for (Task task : tasks) {
            done += completed(task);
        }
        return done;
    }
}
