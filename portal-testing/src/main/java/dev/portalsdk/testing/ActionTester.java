package dev.portalsdk.testing;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Workspace;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.WorkspaceStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs one action in a test, as a step of a task: input in, outputs, files and log out.
 *
 * <pre>{@code
 * ActionTester.of(new WriteFileAction())
 *         .file("docs/index.md", "# Web")
 *         .input(new WriteFileAction.Input("README.md", "hi"))
 *         .run()
 *         .succeeds()
 *         .hasFile("README.md", "hi");
 * }</pre>
 *
 * <p>The step is run by a scaffolder as ever: its input is checked against the action's schema, effects and checkpoints are kept, secrets are hidden.
 * Immutable: each method gives a copy, so that one tester may be the start of many tests.
 */
public final class ActionTester<I, O> {
    private static final Duration LEASE = Duration.ofMillis(200);

    private final ScaffolderAction<I, O> action;
    private final Draft settings;

    private ActionTester(ScaffolderAction<I, O> action, Draft settings) {
        this.action = action;
        this.settings = settings;
    }

    /** Tests an action. */
    public static <I, O> ActionTester<I, O> of(ScaffolderAction<I, O> action) {
        return new ActionTester<>(action, new Draft());
    }

    /** What it is given. */
    public ActionTester<I, O> input(I input) {
        if (Value.of(input) instanceof Value.Obj object) {
            return stepInput(object);
        }
        throw new IllegalArgumentException("The input of an action is a record or an object, not " + input);
    }

    /** What a step of a template would give it, right or wrong: {@code {"path": "README.md"}}. Expressions in it are not evaluated. */
    public ActionTester<I, O> stepInput(Value.Obj input) {
        return with(draft -> draft.input = input);
    }

    /** A text file in the workspace before it runs. */
    public ActionTester<I, O> file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file in the workspace before it runs. */
    public ActionTester<I, O> file(String path, byte[] bytes) {
        return with(draft -> draft.files.put(path, bytes.clone()));
    }

    /** The files of a directory in the workspace before it runs. */
    public ActionTester<I, O> files(Path directory) {
        return with(draft -> {
            try {
                Workspace source = Workspace.in(directory);
                for (String path : source.files()) {
                    draft.files.put(path, Files.readAllBytes(source.resolve(path)));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + directory, e);
            }
        });
    }

    /** A secret that comes with the task. */
    public ActionTester<I, O> secret(String name, String text) {
        return with(draft -> draft.secrets.put(name, Secret.of(text)));
    }

    /** For whom it runs. */
    public ActionTester<I, O> user(Entity entity) {
        return with(draft -> draft.user = entity);
    }

    /** Where the template lies that the step belongs to: a URL, or the path of a file. */
    public ActionTester<I, O> templateUrl(String url) {
        return with(draft -> draft.templateUrl = url);
    }

    /** How long a run may take; a minute unless set. */
    public ActionTester<I, O> timeout(Duration atMost) {
        return with(draft -> draft.timeout = atMost);
    }

    /** Runs it. */
    public ActionRun<O> run() {
        return submitted(false);
    }

    /** Runs it, and lets the task fail behind it, so that what it did is undone. */
    public ActionRun<O> undo() {
        return submitted(true);
    }

    /** Runs it so that it changes nothing outside of the workspace; an action that cannot is expected to say so, and fails. */
    public ActionRun<O> dryRun() {
        ActionTask task = new ActionTask(action, settings.files);
        try (Scaffolder scaffolder =
                Scaffolder.builder().actions(task.actions()).build()) {
            Scaffolder.DryRun run = scaffolder.dryRun(request(task, false)).orThrow();
            return new ActionRun<>(action.descriptor(), run.state(), run.journal(), run.files());
        }
    }

    /**
     * Runs it on a worker that is lost in the middle: after the first thing that the action did to the world ({@code context.effect}) or kept ({@code
     * context.checkpoint}), before that could be written down; without either, before the end of its step could be. Another worker goes on. Afterwards
     * look at the world: was anything done twice?
     *
     * @throws AssertionError if the action does not get so far
     */
    public ActionRun<O> interrupted() {
        ActionTask task = new ActionTask(action, settings.files);
        TaskCipher cipher = TaskCipher.ephemeral();
        TaskStore store = TaskStore.inMemory();
        LostWorkerStore lost = new LostWorkerStore(store, ActionTask.STEP);
        try (TemporaryDirectory kept = TemporaryDirectory.create()) {
            String id;
            try (Scaffolder first = durable(task, lost, cipher, kept.path())) {
                id = first.submit(request(task, false)).orThrow().id();
                if (!lost.lost().await(settings.timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError(
                            "The action did not come to anything that could be interrupted within " + settings.timeout);
                }
            }
            try (Scaffolder second = durable(task, store, cipher, kept.path())) {
                return ended(second.task(id).orElseThrow(), task);
            }
        } catch (InterruptedException e) {
            throw interruptedTest(e);
        }
    }

    private Scaffolder durable(ActionTask task, TaskStore store, TaskCipher cipher, Path workspaces) {
        return Scaffolder.builder()
                .actions(task.actions())
                .store(store)
                .cipher(cipher)
                .workspaceStore(WorkspaceStore.in(workspaces.resolve("kept")))
                .workspaces(workspaces.resolve("running"))
                .lease(LEASE)
                .pollEvery(Duration.ofMillis(10))
                .build();
    }

    private ActionRun<O> submitted(boolean fails) {
        ActionTask task = new ActionTask(action, settings.files);
        try (Scaffolder scaffolder =
                Scaffolder.builder().actions(task.actions()).build()) {
            return ended(scaffolder.submit(request(task, fails)).orThrow(), task);
        } catch (InterruptedException e) {
            throw interruptedTest(e);
        }
    }

    private ActionRun<O> ended(Task task, ActionTask files) throws InterruptedException {
        TaskState state = task.await(settings.timeout);
        if (!state.status().isTerminal() && state.decision().isEmpty()) {
            throw new AssertionError("The action has not come to its end within " + settings.timeout);
        }
        return new ActionRun<>(action.descriptor(), state, task.journal(0), files.filesAfter());
    }

    private static AssertionError interruptedTest(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("The test was interrupted", e);
    }

    private TaskRequest request(ActionTask task, boolean fails) {
        return task.request(
                settings.input,
                fails,
                settings.secrets,
                Optional.ofNullable(settings.user),
                Optional.ofNullable(settings.templateUrl));
    }

    private ActionTester<I, O> with(Consumer<Draft> change) {
        Draft copy = new Draft(settings);
        change.accept(copy);
        return new ActionTester<>(action, copy);
    }

    private static final class Draft {
        private final Map<String, byte[]> files = new LinkedHashMap<>();
        private final Map<String, Secret> secrets = new LinkedHashMap<>();
        private Value.Obj input = Value.Obj.empty();
        private @Nullable Entity user;
        private @Nullable String templateUrl;
        private Duration timeout = Duration.ofMinutes(1);

        private Draft() {}

        private Draft(Draft from) {
            files.putAll(from.files);
            secrets.putAll(from.secrets);
            input = from.input;
            user = from.user;
            templateUrl = from.templateUrl;
            timeout = from.timeout;
        }
    }
}
