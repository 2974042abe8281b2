package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs templates as tasks. Safe for use by many threads; to be closed.
 *
 * <pre>
 * try (Scaffolder scaffolder = Scaffolder.builder()
 *     .engine(StandardActions.engine(integrations))
 *     .actions(StandardActions.of(reader, integrations, registrar))
 *     .build()) {
 *   Task task = scaffolder.submit(TaskRequest.builder(template).values(values).build()).orThrow();
 *   TaskState state = task.await(Duration.ofMinutes(5));
 * }
 * </pre>
 */
public final class Scaffolder implements AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    record Settings(
            Path workspaces,
            Clock clock,
            List<TaskListener> listeners,
            TaskData.Environment environment,
            boolean failOnTemplateError) {}

    /**
     * What a dry run gave.
     *
     * @param state of the task, which is not kept
     * @param journal of the task
     * @param files of its workspace, by path
     */
    public record DryRun(TaskState state, List<JournalEntry> journal, Map<String, byte[]> files) {}

    private final ActionRegistry actions;
    private final TemplateEngine engine;
    private final TaskStore store;
    private final Settings settings;
    private final boolean appliesDefaults;
    private final ExecutorService workers;
    private final Map<String, TaskRun> running = new ConcurrentHashMap<>();

    private Scaffolder(Builder builder) {
        this.actions = ActionRegistry.of(builder.actions);
        this.engine = builder.engine;
        this.store = builder.store;
        TaskData.Environment environment =
                new TaskData.Environment(builder.environmentParameters, builder.environmentSecrets);
        this.settings = new Settings(
                builder.workspaces,
                builder.clock,
                List.copyOf(builder.listeners),
                environment,
                builder.failOnTemplateError);
        this.appliesDefaults = builder.appliesDefaults;
        this.workers = workers(builder.concurrentTasks);
    }

    /** Starts a scaffolder without actions. */
    public static Builder builder() {
        return new Builder();
    }

    private static ExecutorService workers(int count) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(count, work -> {
            Thread thread = new Thread(work, "portal-scaffolder-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The actions that steps can call. */
    public ActionRegistry actions() {
        return actions;
    }

    /**
     * A template as a program for this scaffolder: checked against its actions and its language, without being run.
     *
     * <pre>
     * scaffolder.program(template).findings();
     * // [ERROR] template:default/service: There is no parameter "nmae"; did you mean "name"? | unknown-parameter template.yaml:41:31
     * </pre>
     */
    public TemplateProgram program(Template template) {
        return TemplateProgram.builder().actions(actions).engine(engine).of(template);
    }

    /** What would keep a request from being run: values or secrets that its form does not allow, actions that are not there. */
    public List<Diagnostic> check(TaskRequest request) {
        Template template = request.template();
        List<Diagnostic> findings = new ArrayList<>(
                ParameterSchemas.check(template, withDefaults(request).values()));
        findings.addAll(ParameterSchemas.checkSecrets(template, request.secrets()));
        for (Step step : template.steps()) {
            if (actions.find(step.action()).isEmpty()) {
                findings.add(Diagnostic.error("unknown-action", actions.unknown(step.action()))
                        .at(template.descriptor(), step.pointer() + "/action")
                        .build());
            }
        }
        return findings;
    }

    /**
     * Starts a task; it runs as soon as a worker is free.
     *
     * @return the task, or the findings of {@link #check} that keep it from being run
     * @throws ScaffolderException if this scaffolder is closed
     */
    public Validated<Task> submit(TaskRequest given) {
        TaskRequest request = withDefaults(given);
        List<Diagnostic> findings = check(request);
        if (!findings.isEmpty()) {
            return Validated.rejected(findings);
        }
        TaskRecord task = record(request, false);
        CompiledTemplate program = CompiledTemplate.of(request.template(), actions, engine);
        store.create(task);
        TaskRun run = new TaskRun(task, request, program, settings, store, TaskRun.none());
        running.put(task.id(), run);
        try {
            workers.execute(() -> {
                try {
                    run.run();
                } finally {
                    running.remove(task.id());
                }
            });
        } catch (RejectedExecutionException e) {
            running.remove(task.id());
            run.cancel();
            throw new ScaffolderException("This scaffolder is closed", e);
        }
        return Validated.of(new Task(task, store, run));
    }

    /**
     * Runs a template in the caller's thread without changing anything outside of a workspace that is then deleted. Actions are told so; one that
     * cannot simulate fails its step.
     *
     * @return what came of it, or the findings of {@link #check} that keep it from being run
     */
    public Validated<DryRun> dryRun(TaskRequest given) {
        TaskRequest request = withDefaults(given);
        List<Diagnostic> findings = check(request);
        if (!findings.isEmpty()) {
            return Validated.rejected(findings);
        }
        TaskRecord task = record(request, true);
        CompiledTemplate program = CompiledTemplate.of(request.template(), actions, engine);
        TaskStore journal = TaskStore.inMemory();
        journal.create(task);
        Map<String, byte[]> files = new LinkedHashMap<>();
        new TaskRun(task, request, program, settings, journal, workspace -> {
                    for (String file : workspace.files()) {
                        files.put(file, Files.readAllBytes(workspace.resolve(file)));
                    }
                })
                .run();
        Task ended = new Task(task, journal, null);
        return Validated.of(new DryRun(ended.state(), ended.journal(0), files));
    }

    private TaskRequest withDefaults(TaskRequest request) {
        return appliesDefaults ? request.withValues(FormDefaults.apply(request.template(), request.values())) : request;
    }

    private TaskRecord record(TaskRequest request, boolean dryRun) {
        Template template = request.template();
        return new TaskRecord(
                UUID.randomUUID().toString(),
                template.ref(),
                template.entity().toValue(),
                request.values(),
                request.user().map(Entity::ref),
                dryRun,
                settings.clock().instant());
    }

    /** A task by its id. */
    public Optional<Task> task(String id) {
        return store.find(id).map(task -> new Task(task, store, running.get(id)));
    }

    /** All tasks, the latest first. */
    public List<Task> tasks() {
        return store.tasks().stream()
                .map(task -> new Task(task, store, running.get(task.id())))
                .toList();
    }

    /** Cancels what runs, waits for it for at most ten seconds, and takes no more tasks. */
    @Override
    public void close() {
        workers.shutdown();
        running.values().forEach(TaskRun::cancel);
        try {
            if (!workers.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Builds a scaffolder; for one thread. */
    public static final class Builder {
        private final List<ScaffolderAction<?, ?>> actions = new ArrayList<>();
        private final List<TaskListener> listeners = new ArrayList<>();
        private final Map<String, Secret> environmentSecrets = new LinkedHashMap<>();
        private Value.Obj environmentParameters = Value.Obj.empty();
        private TemplateEngine engine = NunjucksEngine.create();
        private TaskStore store = TaskStore.inMemory();
        private Path workspaces = Path.of(System.getProperty("java.io.tmpdir"));
        private Clock clock = Clock.systemUTC();
        private int concurrentTasks = 10;
        private boolean failOnTemplateError;
        private boolean appliesDefaults;

        private Builder() {}

        /** Adds an action. */
        public Builder action(ScaffolderAction<?, ?> action) {
            actions.add(Objects.requireNonNull(action, "action"));
            return this;
        }

        /** Adds actions, e.g. the standard ones. */
        public Builder actions(Collection<? extends ScaffolderAction<?, ?>> more) {
            more.forEach(this::action);
            return this;
        }

        /** The language of expressions in steps; {@link NunjucksEngine#create} unless set. */
        public Builder engine(TemplateEngine language) {
            this.engine = Objects.requireNonNull(language, "language");
            return this;
        }

        /** Where tasks and journals are kept; in memory unless set. */
        public Builder store(TaskStore tasks) {
            this.store = Objects.requireNonNull(tasks, "tasks");
            return this;
        }

        /** The directory in which each task gets one of its own while it runs; the system's for temporary files unless set. */
        public Builder workspaces(Path directory) {
            this.workspaces = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /** How many tasks run at once, 1..1000; 10 unless set. */
        public Builder concurrentTasks(int count) {
            if (count < 1 || count > 1_000) {
                throw new IllegalArgumentException("concurrentTasks must be 1..1000: " + count);
            }
            this.concurrentTasks = count;
            return this;
        }

        /**
         * Makes an expression of a step's {@code input}, {@code if} or {@code each} that cannot be evaluated fail the step. Unless set its text is
         * passed on as it is written, as in Backstage, with a warning in the log that names its place.
         */
        public Builder failOnTemplateError() {
            this.failOnTemplateError = true;
            return this;
        }

        /**
         * Fills in the defaults of forms before values are checked. Unless set that is the front end's to do, as in Backstage, and values that
         * come without one lack them.
         */
        public Builder applyDefaults() {
            this.appliesDefaults = true;
            return this;
        }

        /** Adds a listener. */
        public Builder listener(TaskListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /** What expressions see as {@code environment.parameters}. */
        public Builder environmentParameters(Value.Obj parameters) {
            this.environmentParameters = Objects.requireNonNull(parameters, "parameters");
            return this;
        }

        /** What inputs see as {@code environment.secrets.NAME}. */
        public Builder environmentSecret(String name, Secret secret) {
            environmentSecrets.put(name, secret);
            return this;
        }

        /** The clock of journals. */
        public Builder clock(Clock time) {
            this.clock = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * The scaffolder.
         *
         * @throws ScaffolderException if two actions have the same id, or the directory for workspaces cannot be made
         */
        public Scaffolder build() {
            try {
                Files.createDirectories(workspaces);
            } catch (IOException e) {
                throw new ScaffolderException("The directory for workspaces cannot be made: " + workspaces, e);
            }
            return new Scaffolder(this);
        }
    }
}
