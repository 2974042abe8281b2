package dev.portalsdk.scaffolder;

import static dev.portalsdk.scaffolder.Templates.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Task.RetryFrom;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.DirectoryTaskStore;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.WorkspaceStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks on a store that outlives their workers; see {@code KilledWorkerTest} for workers that are really killed. */
class DurableTaskTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Secret KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

    @TempDir
    Path directory;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<Scaffolder> open = new ArrayList<>();
    private CountDownLatch blocked = new CountDownLatch(1);
    private final AtomicBoolean blocks = new AtomicBoolean(true);
    private final AtomicBoolean fails = new AtomicBoolean(true);
    private TaskStore store = TaskStore.inMemory();

    @BeforeEach
    void makeStore() {
        store = DirectoryTaskStore.in(directory.resolve("store"));
    }

    @AfterEach
    void close() {
        open.forEach(Scaffolder::close);
    }

    private Scaffolder.Builder builder() {
        return Scaffolder.builder()
                .store(store)
                .cipher(TaskCipher.of(KEY))
                .workspaces(workspaces())
                .workspaceStore(WorkspaceStore.in(directory.resolve("kept")))
                .lease(Duration.ofMillis(300))
                .pollEvery(Duration.ofMillis(20))
                .retryEffectsAfter(List.of(Duration.ofMillis(1), Duration.ofMillis(1)))
                .action(TestAction.local("test:write", this::write))
                .action(TestAction.local("test:read", this::read))
                .action(TestAction.local("test:block", this::block))
                .action(TestAction.local("test:flaky", this::flaky))
                .action(TestAction.of("test:make", this::make, this::unmake))
                .action(TestAction.of("test:send", this::send));
    }

    private Path workspaces() {
        try {
            return Files.createDirectories(directory.resolve("workspaces"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Scaffolder opened(Scaffolder.Builder builder) {
        Scaffolder scaffolder = builder.build();
        open.add(scaffolder);
        return scaffolder;
    }

    private Value.Obj write(Value.Obj input, ActionContext context) throws Exception {
        String file = input.string("file").orElseThrow();
        done.add("write " + file);
        Path path = context.workspace().resolve(file);
        if (Files.exists(path)) {
            throw new ScaffolderException(file + " is there already");
        }
        Files.createDirectories(path.getParent());
        Files.writeString(path, input.string("text").orElse("x"));
        return values("{'file': '" + file + "'}");
    }

    private Value.Obj read(Value.Obj input, ActionContext context) throws Exception {
        return Value.Obj.of("files", context.workspace().files());
    }

    /** Leaves half of its work in the workspace, and goes on only when it is not the first. */
    private Value.Obj block(Value.Obj input, ActionContext context) throws Exception {
        done.add("block");
        context.checkpoint("first", String.class, () -> {
            done.add("checkpoint");
            return "kept";
        });
        Files.writeString(context.workspace().resolve("half.txt"), "half");
        if (blocks.getAndSet(false)) {
            blocked.countDown();
            Thread.sleep(SOON.toMillis());
        }
        return Value.Obj.of("kept", context.checkpointed("first", String.class).orElse("lost"));
    }

    private Value.Obj flaky(Value.Obj input, ActionContext context) throws Exception {
        done.add("flaky");
        Files.writeString(context.workspace().resolve("garbage.txt"), "x");
        if (fails.get()) {
            throw new ScaffolderException("told to fail");
        }
        return input;
    }

    private Value.Obj make(Value.Obj input, ActionContext context) throws Exception {
        String name = input.string("name").orElseThrow();
        context.effect(
                "make",
                String.class,
                Effect.lookedUp(
                        "make " + name,
                        () -> done.contains("made " + name) ? Optional.of(name) : Optional.empty(),
                        () -> {
                            done.add("made " + name);
                            if (input.has("lostAnswer")) {
                                throw new IOException("the answer was lost");
                            }
                            return name;
                        }));
        if (input.has("fail")) {
            throw new ScaffolderException("failed after making " + name);
        }
        return Value.Obj.of("name", name);
    }

    private Optional<String> unmake(Value.Obj input, Optional<Value.Obj> output, ActionContext context) {
        Optional<String> made = context.checkpointed("make", String.class);
        if (input.has("stubborn")) {
            throw new ScaffolderException("it is write-protected");
        }
        made.ifPresent(name -> done.add("unmade " + name + (output.isPresent() ? "" : " (unfinished)")));
        return made.map(name -> "removed " + name);
    }

    private Value.Obj send(Value.Obj input, ActionContext context) throws Exception {
        String id = context.effect("send", String.class, Effect.once("send the mail", () -> {
            done.add("sent");
            if (fails.getAndSet(false)) {
                throw new IOException("the line was cut");
            }
            return "mail-" + done.size();
        }));
        return Value.Obj.of("id", id);
    }

    private static TaskRequest request(String steps) {
        return TaskRequest.builder(Templates.withSteps(steps)).build();
    }

    private Task run(Scaffolder scaffolder, TaskRequest request) throws InterruptedException {
        Task task = scaffolder.submit(request).orThrow();
        task.await(SOON);
        return task;
    }

    private static StepStatus status(TaskState state, String step) {
        return state.step(step).orElseThrow().status();
    }

    @Test
    void anotherWorkerGoesOnAfterTheLastFinishedStep() throws Exception {
        Scaffolder lost = opened(builder().store(new CutOffStore(store, blocked)));
        Task task = lost.submit(request("""
                        - {id: a, action: test:write, input: {file: a.txt}}
                        - {id: b, action: test:block}
                        - {id: c, action: test:read}
                        - {id: d, action: test:write, input: {file: '${{ steps.a.output.file }}.copy'}}
                        """)).orThrow();
        assertTrue(blocked.await(20, TimeUnit.SECONDS));

        Scaffolder next = opened(builder());
        TaskState state = next.task(task.id()).orElseThrow().await(SOON);

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(List.of("write a.txt", "block", "checkpoint", "block", "write a.txt.copy"), done);
        assertEquals(values("{'kept': 'kept'}"), state.step("b").orElseThrow().output());
        assertEquals(
                values("{'files': ['a.txt', 'half.txt']}"),
                state.step("c").orElseThrow().output());
        long starts = task.journal(0).stream()
                .filter(entry -> entry.event() instanceof TaskEvent.Started)
                .count();
        assertEquals(2, starts);
    }

    @Test
    void roundsThatAreOverAreNotRunAgainAndTheirFilesAreThere() throws Exception {
        fails.set(true);
        Scaffolder scaffolder = opened(builder().action(TestAction.local("test:third", (input, context) -> {
            write(input, context);
            if (input.string("file").orElseThrow().equals("3") && fails.getAndSet(false)) {
                throw new ScaffolderException("the third fails once");
            }
            return input;
        })));
        Task task = run(scaffolder, request("""
                - {id: a, each: ['1', '2', '3', '4'], action: test:third, input: {file: '${{ each.value }}'}}
                - {id: b, action: test:read}
                """));
        assertEquals(TaskStatus.FAILED, task.state().status());

        task.retry(RetryFrom.FAILED_STEP, Map.of()).orThrow();

        TaskState state = task.await(SOON);
        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(List.of("write 1", "write 2", "write 3", "write 3", "write 4"), done);
        assertEquals(
                values("{'files': ['1', '2', '3', '4']}"),
                state.step("b").orElseThrow().output());
        assertEquals(
                values("{'file': ['1', '2', '3', '4']}"),
                state.step("a").orElseThrow().output());
    }

    @Test
    void retryFromTheFailedStepKeepsWhatWasDoneBeforeAndDropsWhatTheStepLeft() throws Exception {
        Task task = run(opened(builder()), request("""
                - {id: a, action: test:write, input: {file: a.txt}}
                - {id: b, action: test:flaky, input: {x: 1}}
                - {id: cleanup, if: '${{ always() }}', action: test:write, input: {file: late.txt}}
                - {id: c, action: test:read}
                """));
        assertEquals(TaskStatus.FAILED, task.state().status());
        assertEquals(StepStatus.COMPLETED, status(task.state(), "cleanup"));
        fails.set(false);

        task.retry(RetryFrom.FAILED_STEP, Map.of()).orThrow();

        TaskState state = task.await(SOON);
        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(List.of("write a.txt", "flaky", "write late.txt", "flaky", "write late.txt"), done);
        assertEquals(
                values("{'files': ['a.txt', 'garbage.txt', 'late.txt']}"),
                state.step("c").orElseThrow().output());
    }

    @Test
    void retryFromTheStartBeginsInAnEmptyWorkspace() throws Exception {
        Task task = run(opened(builder()), request("""
                - {id: a, action: test:write, input: {file: a.txt}}
                - {id: b, action: test:flaky}
                """));
        fails.set(false);

        task.retry(RetryFrom.START, Map.of()).orThrow();

        assertEquals(TaskStatus.COMPLETED, task.await(SOON).status());
        assertEquals(List.of("write a.txt", "flaky", "write a.txt", "flaky"), done);
        assertThrows(ScaffolderException.class, () -> task.retry(RetryFrom.FAILED_STEP, Map.of()));
    }

    @Test
    void effectWhoseAnswerWasLostIsLookedUp() throws Exception {
        Task task =
                run(opened(builder()), request("- {id: a, action: test:make, input: {name: web, lostAnswer: true}}"));

        assertEquals(TaskStatus.COMPLETED, task.state().status());
        assertEquals(List.of("made web"), done);
    }

    @Test
    void effectThatCannotBeLookedUpWaitsForADecision() throws Exception {
        Task task = run(opened(builder()), request("- {id: mail, action: test:send}\n- {id: b, action: test:read}"));

        TaskState state = task.state();
        assertEquals(TaskStatus.WAITING, state.status(), state::toString);
        TaskEvent.DecisionNeeded decision = state.decision().orElseThrow();
        assertEquals(Optional.of("mail"), decision.stepId());
        assertTrue(decision.question().contains("send the mail"), decision::question);
        assertEquals(List.of("sent"), done);
        assertThrows(ScaffolderException.class, () -> task.decide(Choice.UNDO));
        assertThrows(ScaffolderException.class, () -> task.retry(RetryFrom.START, Map.of()));

        task.decideDone(Value.Str.of("mail-7"));

        state = task.await(SOON);
        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(
                values("{'id': 'mail-7'}"), state.step("mail").orElseThrow().output());
        assertEquals(List.of("sent"), done);
        assertThrows(ScaffolderException.class, () -> task.decide(Choice.REPEAT));
    }

    @Test
    void decisionToRepeatRepeatsOnceAndToFailFails() throws Exception {
        Scaffolder scaffolder = opened(builder());
        Task repeated = run(scaffolder, request("- {id: mail, action: test:send}"));
        repeated.decide(Choice.REPEAT);
        assertEquals(TaskStatus.COMPLETED, repeated.await(SOON).status());
        assertEquals(List.of("sent", "sent"), done);

        fails.set(true);
        Task failed = run(scaffolder, request("- {id: mail, action: test:send}"));
        failed.decide(Choice.FAIL);
        assertEquals(TaskStatus.FAILED, failed.await(SOON).status());
        assertEquals(List.of("sent", "sent", "sent"), done);
    }

    @Test
    void actionCannotHideThatSomebodyHasToDecide() throws Exception {
        Scaffolder scaffolder = opened(builder().action(TestAction.of("test:swallow", (input, context) -> {
            try {
                return send(input, context);
            } catch (Exception e) {
                return input;
            }
        })));

        Task task = run(scaffolder, request("- {id: mail, action: test:swallow}"));

        assertEquals(TaskStatus.WAITING, task.state().status());
    }

    private static final String MADE = """
            - {id: one, action: test:make, input: {name: one}}
            - {id: file, action: test:write, input: {file: a.txt}}
            - {id: many, each: [x, y], action: test:make, input: {name: '${{ each.value }}'}}
            - {id: bad, action: test:make, input: {name: bad, fail: true}}
            """;

    @Test
    void failedTaskIsUndoneTheLatestFirstIfItIsTo() throws Exception {
        TaskRequest request = TaskRequest.builder(Templates.withSteps(MADE))
                .onFailure(OnFailure.UNDO)
                .build();

        Task task = run(opened(builder()), request);

        assertEquals(TaskStatus.FAILED, task.state().status());
        assertEquals(
                List.of("unmade bad (unfinished)", "unmade y", "unmade x", "unmade one"),
                done.stream().filter(line -> line.startsWith("unmade")).toList());
        assertEquals(4, task.state().undone().size());
        assertThrows(ScaffolderException.class, () -> task.retry(RetryFrom.FAILED_STEP, Map.of()));
    }

    @Test
    void whatIsMadeStaysUnlessItIsToBeUndone() throws Exception {
        Task task = run(opened(builder()), request(MADE));

        assertEquals(List.of(), task.state().undone());
        assertTrue(done.stream().noneMatch(line -> line.startsWith("unmade")));
    }

    @Test
    void templateSaysWhetherToAsk() throws Exception {
        Template template = Templates.read("template.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  onFailure: ask
                  steps:
                    - {id: one, action: test:make, input: {name: one}}
                    - {id: bad, action: test:make, input: {name: bad, fail: true}}
                """);
        Scaffolder scaffolder = opened(builder());
        Task kept = run(scaffolder, TaskRequest.builder(template).build());
        assertEquals(TaskStatus.WAITING, kept.state().status());
        assertEquals(
                List.of(Choice.KEEP, Choice.UNDO),
                kept.state().decision().orElseThrow().choices());
        kept.decide(Choice.KEEP);
        assertEquals(TaskStatus.FAILED, kept.await(SOON).status());
        assertEquals(List.of(), kept.state().undone());

        Task undone = run(scaffolder, TaskRequest.builder(template).build());
        undone.decide(Choice.UNDO);
        assertEquals(TaskStatus.FAILED, undone.await(SOON).status());
        assertEquals(2, undone.state().undone().size());
    }

    @Test
    void whatCannotBeUndoneIsListedAndTheRestIsUndone() throws Exception {
        fails.set(false);
        TaskRequest request = TaskRequest.builder(Templates.withSteps("""
                        - {id: one, action: test:make, input: {name: one}}
                        - {id: stubborn, action: test:make, input: {name: two, stubborn: true}}
                        - {id: mail, action: test:send}
                        - {id: bad, action: test:read, each: '${{ 3 }}'}
                        """))
                .onFailure(OnFailure.UNDO)
                .build();

        TaskState state = run(opened(builder()), request).state();

        assertEquals(
                List.of(
                        new TaskEvent.Undone(
                                "mail",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("The action test:send does not know how to undo what it did")),
                        new TaskEvent.Undone(
                                "stubborn", Optional.empty(), Optional.empty(), Optional.of("it is write-protected")),
                        new TaskEvent.Undone("one", Optional.empty(), Optional.of("removed one"), Optional.empty())),
                state.undone(),
                state::toString);
    }

    @Test
    void cancelledTaskIsUndoneToo() throws Exception {
        Scaffolder scaffolder = opened(builder());
        Task task = scaffolder
                .submit(TaskRequest.builder(Templates.withSteps(
                                "- {id: a, action: test:make, input: {name: one}}\n- {id: b, action: test:block}\n"))
                        .onFailure(OnFailure.UNDO)
                        .build())
                .orThrow();
        blocked.await();

        task.cancel();

        TaskState state = task.await(SOON);
        assertEquals(TaskStatus.CANCELLED, state.status());
        assertEquals(StepStatus.CANCELLED, status(state, "b"));
        assertTrue(done.contains("unmade one"));
    }

    @Test
    void taskIsCancelledFromAnotherNode() throws Exception {
        Task task = opened(builder())
                .submit(request("- {id: b, action: test:block}"))
                .orThrow();
        blocked.await();
        Scaffolder other = opened(Scaffolder.builder().store(store).workspaces(workspaces()));

        other.task(task.id()).orElseThrow().cancel();

        assertEquals(
                TaskStatus.CANCELLED,
                other.task(task.id()).orElseThrow().await(SOON).status());
    }

    @Test
    void closedScaffolderGivesItsTasksToAnotherOne() throws Exception {
        Scaffolder first = builder().build();
        Task task = first.submit(
                        request("- {id: a, action: test:write, input: {file: a}}\n- {id: b, action: test:block}\n"))
                .orThrow();
        blocked.await();
        Thread closing = new Thread(first::close);
        closing.start();

        Scaffolder next = opened(builder());
        closing.join();

        TaskState state = next.task(task.id()).orElseThrow().await(SOON);
        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(List.of("write a", "block", "checkpoint", "block"), done);
    }

    @Test
    void secretsAreEncryptedAtRestAndThereAfterAResume() throws Exception {
        Scaffolder lost = opened(builder().store(new CutOffStore(store, blocked)));
        Task task = lost.submit(TaskRequest.builder(Templates.withSteps("""
                                - {id: a, action: test:make, input: {name: 'repo-${{ secrets.TOKEN }}'}}
                                - {id: b, action: test:block}
                                - {id: c, action: test:make, input: {name: '${{ steps.a.output.name }}/${{ secrets.TOKEN }}'}}
                                - {id: d, action: test:make, input: {name: last, fail: true}}
                                """))
                        .secret("TOKEN", Secret.of("s3cret-token"))
                        .build())
                .orThrow();
        assertTrue(blocked.await(20, TimeUnit.SECONDS));
        assertNoSecret();

        Task resumed = opened(builder()).task(task.id()).orElseThrow();

        assertEquals(TaskStatus.FAILED, resumed.await(SOON).status());
        assertTrue(done.contains("made repo-s3cret-token/s3cret-token"), done::toString);
        assertNoSecret();
    }

    private void assertNoSecret() throws IOException {
        String base64 = Base64.getEncoder().encodeToString("s3cret-token".getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> files = Files.walk(directory.resolve("store"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("s3cret") || text.contains(base64.substring(0, 12)), file + ": " + text);
            }
        }
    }

    @Test
    void keyThatIsNotThereFailsTheTaskWithWhatToDo() throws Exception {
        Scaffolder lost = opened(builder().store(new CutOffStore(store, blocked)));
        Task task = lost.submit(TaskRequest.builder(Templates.withSteps("- {id: b, action: test:block}"))
                        .secret("TOKEN", Secret.of("s3cret-token"))
                        .build())
                .orThrow();
        assertTrue(blocked.await(20, TimeUnit.SECONDS));

        Scaffolder other = opened(builder().cipher(TaskCipher.ephemeral()));

        TaskState state = other.task(task.id()).orElseThrow().await(SOON);
        assertEquals(TaskStatus.FAILED, state.status());
        assertTrue(state.error().orElseThrow().contains("give every node the same key"), state::toString);
    }

    @Test
    void retryNeedsTheSecretsAgain() throws Exception {
        fails.set(true);
        Scaffolder scaffolder = opened(builder());
        Task task = run(
                scaffolder,
                TaskRequest.builder(Templates.withSteps(
                                "- {id: a, action: test:flaky, input: {t: '${{ secrets.TOKEN }}'}}"))
                        .secret("TOKEN", Secret.of("s3cret-token"))
                        .build());
        fails.set(false);

        task.retry(RetryFrom.FAILED_STEP, Map.of("TOKEN", Secret.of("other-token")))
                .orThrow();

        assertEquals(TaskStatus.COMPLETED, task.await(SOON).status());
        assertEquals(
                values("{'t': '***'}"), task.state().step("a").orElseThrow().output());
    }

    @Test
    void fullDiskStopsTheWorkerAndTheTaskGoesOnWhenThereIsRoom() throws Exception {
        for (int failing = 1; failing <= 8; failing++) {
            done.clear();
            FullDisk full = new FullDisk(store, failing);
            try (Scaffolder scaffolder = builder().store(full).build()) {
                Task task = run(scaffolder, request("""
                        - {id: a, action: test:make, input: {name: a}}
                        - {id: b, action: test:write, input: {file: b}}
                        - {id: c, action: test:read}
                        """));

                TaskState state = task.state();
                assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
                assertEquals(
                        values("{'files': ['b']}"),
                        state.step("c").orElseThrow().output());
                assertEquals(
                        1, done.stream().filter("made a"::equals).count(), "the disk was full at write " + failing);
            }
        }
    }

    @Test
    void fullDiskForWorkspacesFailsTheTaskWithTheReasonAndItCanBeRetried() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        WorkspaceStore real = WorkspaceStore.in(directory.resolve("kept"));
        WorkspaceStore store = new WorkspaceStore() {
            @Override
            public OptionalLong maxBytes() {
                return real.maxBytes();
            }

            @Override
            public void save(String taskId, String version, Path archive) throws IOException {
                if (full.get()) {
                    throw new IOException("No space left on device");
                }
                real.save(taskId, version, archive);
            }

            @Override
            public Optional<InputStream> open(String taskId, String version) throws IOException {
                return real.open(taskId, version);
            }

            @Override
            public void retain(String taskId, Set<String> versions) throws IOException {
                real.retain(taskId, versions);
            }

            @Override
            public Set<String> taskIds() throws IOException {
                return real.taskIds();
            }
        };
        Task task = run(opened(builder().workspaceStore(store)), request("""
                - {id: a, action: test:write, input: {file: a}}
                - {id: b, action: test:read}
                """));
        assertEquals(TaskStatus.FAILED, task.state().status());
        assertTrue(task.state().error().orElseThrow().contains("No space left"), () -> task.state()
                .toString());
        full.set(false);

        task.retry(RetryFrom.START, Map.of()).orThrow();

        assertEquals(TaskStatus.COMPLETED, task.await(SOON).status(), () -> task.state()
                .toString());
        assertEquals(
                values("{'files': ['a']}"), task.state().step("b").orElseThrow().output());
    }

    @Test
    void tasksThatHaveEndedAreLetGoByCountAndByAgeAndNoOthers() throws Exception {
        Scaffolder scaffolder = opened(builder());
        List<String> ended = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ended.add(
                    0, run(scaffolder, request("- {id: a, action: test:read}")).id());
        }
        Task running =
                scaffolder.submit(request("- {id: a, action: test:block}")).orThrow();
        assertTrue(blocked.await(SOON.toSeconds(), TimeUnit.SECONDS));
        fails.set(true);
        Task waiting = run(scaffolder, request("- {id: a, action: test:send}"));
        assertEquals(TaskStatus.WAITING, waiting.state().status());
        Instant now = Instant.now();

        new Retention(Duration.ofHours(1), 3).apply(store, now);
        assertEquals(ended.subList(0, 3), endedTasks());
        new Retention(Duration.ofHours(1), 3).apply(store, now);
        assertEquals(3, endedTasks().size(), "those that are kept stay");
        new Retention(Duration.ofHours(1), Integer.MAX_VALUE).apply(store, now.plus(Duration.ofHours(2)));

        assertEquals(List.of(), endedTasks());
        assertEquals(
                Set.of(running.id(), waiting.id()),
                Set.copyOf(store.tasks(TaskFilter.all()).stream()
                        .map(task -> task.task().id())
                        .toList()));
        assertEquals(List.of(), store.journal(ended.get(0), 0));
    }

    private List<String> endedTasks() {
        return store
                .tasks(TaskFilter.all().withStatus(TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED))
                .stream()
                .map(task -> task.task().id())
                .toList();
    }

    @Test
    void scaffolderLetsTasksGoByItself() throws Exception {
        Scaffolder scaffolder = opened(builder().keepTasks(0).keepTasksFor(Duration.ofSeconds(1)));
        Task task = run(scaffolder, request("- {id: a, action: test:read}"));

        long end = System.nanoTime() + SOON.toNanos();
        while (store.find(task.id()).isPresent() && System.nanoTime() < end) {
            Thread.sleep(10);
        }

        assertEquals(Optional.empty(), store.find(task.id()));
    }

    @Test
    void workspaceThatIsTooLargePinsTheTaskAndSaysSo() throws Exception {
        Scaffolder scaffolder =
                opened(builder().node("here").workspaceStore(WorkspaceStore.in(directory.resolve("small"), 200)));
        Task task = run(scaffolder, request("""
                - {id: a, action: test:write, input: {file: a.txt, text: '${{ parameters.none }}'}}
                - {id: b, each: [q, w, e, r, t], action: test:write, input: {file: '${{ each.value }}'}}
                - {id: c, action: test:flaky}
                """));
        assertEquals(TaskStatus.FAILED, task.state().status());
        TaskEvent.Pinned pinned = task.journal(0).stream()
                .map(JournalEntry::event)
                .filter(TaskEvent.Pinned.class::isInstance)
                .map(TaskEvent.Pinned.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals("here", pinned.node());
        assertTrue(pinned.why().contains("larger than the 200"), pinned::why);
        fails.set(false);

        task.retry(RetryFrom.FAILED_STEP, Map.of()).orThrow();

        assertEquals(TaskStatus.COMPLETED, task.await(SOON).status());
    }

    @Test
    void finishedTaskLeavesNoWorkspaceAndAFailedOneTheTwoThatARetryNeeds() throws Exception {
        fails.set(false);
        Scaffolder scaffolder = opened(builder());
        run(scaffolder, request("- {id: a, action: test:write, input: {file: a}}\n- {id: b, action: test:flaky}"));
        awaitKept(Set.of());
        fails.set(true);

        Task failed = run(
                scaffolder, request("- {id: a, action: test:write, input: {file: a}}\n- {id: b, action: test:flaky}"));

        awaitKept(Set.of(failed.id()));
        try (Stream<Path> running = Files.list(workspaces())) {
            assertEquals(
                    List.of(),
                    running.filter(path -> path.toString().contains("task-")).toList());
        }
    }

    /** What is kept is removed just after the task has ended. */
    private void awaitKept(Set<String> expected) throws Exception {
        WorkspaceStore kept = WorkspaceStore.in(directory.resolve("kept"));
        long end = System.nanoTime() + SOON.toNanos();
        while (!kept.taskIds().equals(expected) && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertEquals(expected, kept.taskIds());
    }

    @Test
    void taskWhoseTemplateIsNoneAnyMoreFailsOnce() throws Exception {
        TaskRecord broken = new TaskRecord(
                "broken",
                EntityRef.parse("template:default/x"),
                Value.Obj.of("kind", "Component"),
                "",
                Value.Obj.empty(),
                Optional.empty(),
                Optional.empty(),
                OnFailure.KEEP,
                false,
                Instant.EPOCH);
        store.create(broken, Optional.empty());

        TaskState state = opened(builder()).task("broken").orElseThrow().await(SOON);

        assertEquals(TaskStatus.FAILED, state.status());
        assertEquals(2, store.journal("broken", 0).size());
    }

    @Test
    void whatAKilledWorkerLeftBehindIsCleared() throws Exception {
        Files.createDirectories(workspaces().resolve("task-gone-1234/sub"));
        opened(builder().keepWorkspacesFor(Duration.ofSeconds(1)));
        long end = System.nanoTime() + SOON.toNanos();
        while (Files.exists(workspaces().resolve("task-gone-1234")) && System.nanoTime() < end) {
            Thread.sleep(5);
        }

        assertFalse(Files.exists(workspaces().resolve("task-gone-1234")));
    }

    @Test
    void workspacesOfFailedTasksGoWhenNobodyWillRetryThem() throws Exception {
        run(
                opened(builder().keepWorkspacesFor(Duration.ofSeconds(1))),
                request("- {id: a, action: test:write, input: {file: a}}\n- {id: b, action: test:flaky}"));

        awaitKept(Set.of());
    }

    @Test
    void entriesCanBeAwaited() throws Exception {
        Scaffolder scaffolder = opened(builder());
        Task task = scaffolder
                .submit(request("- {id: a, action: test:write, input: {file: a}}"))
                .orThrow();
        List<JournalEntry> seen = new ArrayList<>();
        List<JournalEntry> next;
        do {
            next = task.awaitEntries(seen.size(), SOON);
            seen.addAll(next);
        } while (!next.isEmpty());

        assertEquals(task.journal(0), seen);
        assertTrue(seen.get(seen.size() - 1).event() instanceof TaskEvent.Ended);
    }

    @Test
    void tasksAreListedByWhereTheyAre() throws Exception {
        Scaffolder scaffolder = opened(builder());
        Task failed = run(scaffolder, request("- {id: a, action: test:flaky}"));
        run(scaffolder, request("- {id: a, action: test:read}"));

        assertEquals(
                List.of(failed.id()),
                scaffolder.tasks(TaskFilter.all().withStatus(TaskStatus.FAILED)).stream()
                        .map(Task::id)
                        .toList());
        assertEquals(2, scaffolder.tasks().size());
    }

    @Test
    void stepsAndActionsAreForThoseWhoMay() throws Exception {
        ScaffolderPermissions permissions = new ScaffolderPermissions() {
            @Override
            public boolean maySee(Optional<EntityRef> user, List<String> tags) {
                return !tags.contains("admin");
            }

            @Override
            public boolean mayRun(TaskRecord task, String actionId, Value.Obj input) {
                return !input.string("file").equals(Optional.of("2"));
            }
        };
        Scaffolder scaffolder = opened(builder().permissions(permissions));

        TaskState state = run(scaffolder, request("""
                - {action: test:write, input: {file: hidden}, 'backstage:permissions': {tags: [admin]}}
                - {action: test:write, input: {file: '1'}, 'backstage:permissions': {tags: [all]}}
                - {id: b, each: ['1', '2'], action: test:write, input: {file: '${{ each.value }}'}}
                """)).state();

        assertEquals(List.of("write 1"), done, "none of the rounds was run, since one was not allowed");
        assertEquals(
                List.of("step-2", "b"),
                state.steps().stream().map(step -> step.id()).toList());
        assertTrue(state.error().orElseThrow().contains("may not run the action test:write"), state::toString);
    }
}
