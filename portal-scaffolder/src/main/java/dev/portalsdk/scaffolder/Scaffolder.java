package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.WorkspaceStore;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);

    /**
     * What a dry run gave.
     *
     * @param state of the task, which is not kept
     * @param journal of the task
     * @param files of its workspace, by path
     * @param fault whose it is that the run did not complete; empty if it did
     */
    public record DryRun(
            TaskState state, List<JournalEntry> journal, Map<String, byte[]> files, Optional<Fault> fault) {

        /** Whose fault a failure is, as far as the type of what was thrown tells. */
        public enum Fault {
            /** The author's, or of what was filled in: an action cannot do what its input asks for, a template cannot be rendered. */
            AUTHOR,
            /** A step asks for what it may not have: a path outside of its workspace, a host that is not allowed, an action that the user may not run. */
            REFUSED,
            /** Nothing lies where a step reads. */
            NOT_FOUND,
            /** Everything else: an action of the host's, a service that was asked, this machine. Its message is for those who run the portal. */
            HOST
        }

        /**
         * What the run would change in a directory, or what has changed in a directory since such a run. One that is not there is empty.
         *
         * @throws IOException if the directory cannot be read
         */
        public List<FileChange> against(Path directory) throws IOException {
            return FileChange.of(files, directory);
        }

        /**
         * Makes files of a directory what the run made of them; those that it lacks are deleted.
         *
         * @param changes which, as {@link #against} tells
         * @throws IOException if they cannot be written, or one would lie outside of the directory
         */
        public void write(List<FileChange> changes, Path directory) throws IOException {
            FileChange.write(changes, files, directory);
        }
    }

    private final ActionRegistry actions;
    private final TemplateEngine engine;
    private final Admission admission;
    /** What to delete at the end: nobody can go on with tasks of a store that is our own. */
    private final Optional<Path> ownWorkspaces;

    private final RunFactory factory;
    private final Worker worker;
    private final TaskDesk desk;

    private Scaffolder(Builder builder) {
        this.actions = ActionRegistry.of(builder.actions);
        this.engine = builder.engine;
        this.admission =
                new Admission(actions, builder.permissions, builder.onFailure, !builder.backstage, builder.clock);
        this.ownWorkspaces = builder.ownWorkspaces();
        TaskNews news = new TaskNews(builder.listeners);
        this.factory = factory(builder, news);
        this.worker = new Worker(factory.store(), factory, builder.work(), builder.clock);
        this.desk = new TaskDesk(factory.store(), factory.cipher(), news, Optional.of(worker));
    }

    private RunFactory factory(Builder builder, TaskNews news) {
        return new RunFactory(
                actions,
                engine,
                builder.store.orElseGet(() -> TaskStore.inMemory(builder.clock)),
                builder.cipher.orElseGet(TaskCipher::ephemeral),
                new TaskWorkspace.Place(builder.workspaces, Optional.of(builder.workspaceStore(ownWorkspaces))),
                new TaskData.Environment(builder.environmentParameters, builder.environmentSecrets),
                builder.permissions,
                new Strictness(builder.failOnTemplateError, builder.backstage),
                builder.retryAfter,
                news::written,
                (outcome, workspace) -> {});
    }

    /** Starts a scaffolder without actions. */
    public static Builder builder() {
        return new Builder();
    }

    /** The actions that steps can call. */
    public ActionRegistry actions() {
        return actions;
    }

    /** The language of expressions in steps. */
    public TemplateEngine engine() {
        return engine;
    }

    /** A template without the pages and steps that somebody may not see, for a front end that shows its form. */
    public Template seenBy(Optional<EntityRef> user, Template template) {
        return admission.seenBy(user, template);
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
        return admission.check(request);
    }

    /**
     * Starts a task; it runs as soon as a worker is free, of this scaffolder or of another one with the same store.
     *
     * @return the task, or the findings of {@link #check} that keep it from being run
     * @throws ScaffolderException if this scaffolder is closed
     */
    public Validated<Task> submit(TaskRequest given) {
        TaskRequest request = admission.prepare(given);
        List<Diagnostic> findings = check(request);
        if (!findings.isEmpty()) {
            return Validated.rejected(findings);
        }
        if (worker.isClosed()) {
            throw new ScaffolderException("This scaffolder is closed");
        }
        TaskRecord task = admission.record(request, false);
        worker.remember(task.id(), request.template());
        factory.store().create(task, Vault.seal(factory.cipher(), task.id(), request.secrets()));
        worker.poke();
        return Validated.of(new Task(task, desk));
    }

    /**
     * Runs a template in the caller's thread without changing anything outside of a workspace that is then deleted. Actions are told so; one that
     * cannot simulate fails its step.
     *
     * @return what came of it, or the findings of {@link #check} that keep it from being run
     */
    public Validated<DryRun> dryRun(TaskRequest given) {
        TaskRequest request = admission.prepare(given);
        List<Diagnostic> findings = check(request);
        if (!findings.isEmpty()) {
            return Validated.rejected(findings);
        }
        return Validated.of(DryRuns.run(factory, request, admission.record(request, true)));
    }

    /** A task by its id. */
    public Optional<Task> task(String id) {
        return factory.store().find(id).map(stored -> new Task(stored.task(), desk));
    }

    /** The latest thousand tasks, the latest first. */
    public List<Task> tasks() {
        return tasks(TaskFilter.all());
    }

    /** Tasks that a filter lets through, the latest first. */
    public List<Task> tasks(TaskFilter filter) {
        return factory.store().tasks(filter).stream()
                .map(stored -> new Task(stored.task(), desk))
                .toList();
    }

    /**
     * Takes no more tasks. Those that run are given back to the store, after the step that runs or after ten seconds, so that another worker goes on
     * with them; if the store is the scaffolder's own, in memory, nobody could, and they are cancelled.
     */
    @Override
    public void close() {
        if (ownWorkspaces.isPresent()) {
            tasks(TaskFilter.all().withStatus(TaskStatus.OPEN, TaskStatus.PROCESSING))
                    .forEach(Task::cancel);
        }
        worker.close();
        try {
            if (ownWorkspaces.isPresent()) {
                Workspace.deleteTree(ownWorkspaces.get());
            }
        } catch (IOException e) {
            LOG.warn("Workspaces of tasks that nobody can go on with are left in {}", ownWorkspaces.get(), e);
        }
    }

    /** Builds a scaffolder; for one thread. */
    public static final class Builder {
        private final List<ScaffolderAction<?, ?>> actions = new ArrayList<>();
        private final List<TaskListener> listeners = new ArrayList<>();
        private final Map<String, Secret> environmentSecrets = new LinkedHashMap<>();
        private Value.Obj environmentParameters = Value.Obj.empty();
        private TemplateEngine engine = NunjucksEngine.create();
        private Optional<TaskStore> store = Optional.empty();
        private Optional<WorkspaceStore> workspaceStore = Optional.empty();
        private Optional<TaskCipher> cipher = Optional.empty();
        private ScaffolderPermissions permissions = ScaffolderPermissions.all();
        private OnFailure onFailure = OnFailure.KEEP;
        private Path workspaces = Path.of(System.getProperty("java.io.tmpdir"));
        private Clock clock = Clock.systemUTC();
        private String node = hostName();
        private int concurrentTasks = 10;
        private Duration lease = Duration.ofSeconds(30);
        private Duration poll = Duration.ofSeconds(1);
        private Duration keepWorkspaces = Duration.ofDays(7);
        private Retention retention = Retention.ALL;
        private List<Duration> retryAfter = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));
        private boolean failOnTemplateError;
        private boolean backstage;

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

        /**
         * Where tasks and journals are kept; in memory unless set. Scaffolders with the same store share its tasks: they need the same actions,
         * cipher and workspace store.
         */
        public Builder store(TaskStore tasks) {
            this.store = Optional.of(tasks);
            return this;
        }

        /** Where workspaces are kept between steps; beside the others of this node unless set, where only workers of this machine find them. */
        public Builder workspaceStore(WorkspaceStore kept) {
            this.workspaceStore = Optional.of(kept);
            return this;
        }

        /**
         * Encrypts the secrets of tasks in the store. Unless set that is done with a key of this scaffolder's own, so that a task with secrets fails
         * if another one has to go on with it.
         */
        public Builder cipher(TaskCipher keys) {
            this.cipher = Optional.of(keys);
            return this;
        }

        /** Who may see and run what; everybody everything unless set. */
        public Builder permissions(ScaffolderPermissions decisions) {
            this.permissions = Objects.requireNonNull(decisions, "decisions");
            return this;
        }

        /** What becomes of what a failed task has made, unless the request or the template says; it is kept unless set. */
        public Builder onFailure(OnFailure reaction) {
            this.onFailure = Objects.requireNonNull(reaction, "reaction");
            return this;
        }

        /** What this node is called, the same after a restart: a task whose workspace is too large for the store goes on here only. */
        public Builder node(String name) {
            this.node = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * How long a worker keeps its tasks that is not heard of; 30 s unless set.
         *
         * @param length 100 ms .. 1 h; leases are renewed three times as often
         */
        public Builder lease(Duration length) {
            this.lease = within("lease", length, Duration.ofMillis(100), Duration.ofHours(1));
            return this;
        }

        /**
         * How often to look for tasks that others have submitted or lost; 1 s unless set.
         *
         * @param pause 10 ms .. 1 h
         */
        public Builder pollEvery(Duration pause) {
            this.poll = within("pollEvery", pause, Duration.ofMillis(10), Duration.ofHours(1));
            return this;
        }

        /**
         * How long the workspaces of failed and cancelled tasks are kept, so that they can be retried from the step that failed; 7 days unless set.
         *
         * @param time 1 s .. 3650 days
         */
        public Builder keepWorkspacesFor(Duration time) {
            this.keepWorkspaces = within("keepWorkspacesFor", time, Duration.ofSeconds(1), Duration.ofDays(3_650));
            return this;
        }

        /**
         * How long tasks are kept in the store after they have ended; for ever unless set. Looked after once an hour, or as often as this if that is
         * more often. Tasks that have not ended are never deleted.
         *
         * @param time 1 s .. 36500 days
         */
        public Builder keepTasksFor(Duration time) {
            this.retention = new Retention(
                    within("keepTasksFor", time, Duration.ofSeconds(1), Retention.FOREVER), retention.count());
            return this;
        }

        /** How many tasks that have ended are kept in the store, the latest submitted, 0..1000000; all unless set. */
        public Builder keepTasks(int count) {
            if (count < 0 || count > 1_000_000) {
                throw new IllegalArgumentException("keepTasks must be 0..1000000: " + count);
            }
            this.retention = new Retention(retention.age(), count);
            return this;
        }

        private static Duration within(String setting, Duration value, Duration min, Duration max) {
            if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                throw new IllegalArgumentException(setting + " must be " + min + ".." + max + ": " + value);
            }
            return value;
        }

        /** How long to wait before each new attempt at an effect that may be repeated; 0.5 s and 2 s unless set, none to try once only. */
        public Builder retryEffectsAfter(List<Duration> pauses) {
            this.retryAfter = List.copyOf(pauses);
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
         * Does as Backstage's backend where it decides otherwise. The defaults of forms are left to the front end: values that come without one lack
         * it; unless this is called they are filled in before values are checked. A dry run passes over actions that cannot simulate, with a warning,
         * and makes their outputs up; unless this is called it fails there.
         */
        public Builder backstageProfile() {
            this.backstage = true;
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

        private static String hostName() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }

        private Worker.Settings work() {
            return new Worker.Settings(node, concurrentTasks, lease, poll, keepWorkspaces, retention);
        }

        private Optional<Path> ownWorkspaces() {
            if (store.isPresent()) {
                return Optional.empty();
            }
            try {
                return Optional.of(Files.createTempDirectory("portal-kept-"));
            } catch (IOException e) {
                throw new ScaffolderException("There is no directory for workspaces between steps", e);
            }
        }

        private WorkspaceStore workspaceStore(Optional<Path> own) {
            return workspaceStore.orElseGet(
                    () -> WorkspaceStore.in(own.orElseGet(() -> workspaces.resolve("portal-kept"))));
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
