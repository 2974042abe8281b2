package dev.portalsdk.scaffolder;

import static dev.portalsdk.scaffolder.Templates.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScaffolderTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path workspaces;

    private final CountDownLatch running = new CountDownLatch(1);
    private final List<TaskEvent> heard = new ArrayList<>();
    private Scaffolder scaffolder = scaffolder();

    private Scaffolder scaffolder() {
        return Scaffolder.builder()
                .action(new Echo())
                .action(new Wait(running))
                .environmentParameters(values("{'region': 'eu'}"))
                .environmentSecret("REGISTRY", Secret.of("r3g1stry"))
                .listener((task, entry) -> {
                    synchronized (heard) {
                        heard.add(entry.event());
                    }
                })
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
    }

    /** Gives back its input, or fails with it. */
    static final class Echo implements ScaffolderAction<Value.Obj, Value.Obj> {
        @Override
        public ActionDescriptor<Value.Obj, Value.Obj> descriptor() {
            return ActionDescriptor.builder("test:echo", Value.Obj.class, Value.Obj.class)
                    .supportsDryRun()
                    .build();
        }

        @Override
        public Value.Obj run(Value.Obj input, ActionContext context) throws Exception {
            if (input.has("fail")) {
                throw new IllegalStateException(input.string("fail").orElseThrow());
            }
            if (input.has("file")) {
                Files.writeString(
                        context.workspace().resolve(input.string("file").orElseThrow()), "x");
            }
            context.log().info("echo " + input);
            return input;
        }
    }

    record WaitInput(Optional<String> why) {}

    record Nothing() {}

    static final class Wait implements ScaffolderAction<WaitInput, Nothing> {
        private final CountDownLatch running;

        Wait(CountDownLatch running) {
            this.running = running;
        }

        @Override
        public ActionDescriptor<WaitInput, Nothing> descriptor() {
            return ActionDescriptor.builder("test:wait", WaitInput.class, Nothing.class)
                    .build();
        }

        @Override
        public Nothing run(WaitInput input, ActionContext context) throws Exception {
            running.countDown();
            Thread.sleep(SOON.toMillis());
            return new Nothing();
        }
    }

    private Task run(String steps, String parameters) throws InterruptedException {
        TaskRequest request = TaskRequest.builder(Templates.withSteps(steps))
                .values(values(parameters))
                .secret("TOKEN", Secret.of("s3cret"))
                .build();
        Task task = scaffolder.submit(request).orThrow();
        assertTrue(task.await(SOON).status().isTerminal());
        return task;
    }

    private static Value.Obj output(Task task, String step) {
        return task.state().step(step).orElseThrow().output();
    }

    private static StepStatus status(Task task, String step) {
        return task.state().step(step).orElseThrow().status();
    }

    @Test
    void laterStepsSeeOutputsOfEarlierOnes() throws Exception {
        Task task = run("""
                - id: one
                  action: test:echo
                  input: {port: '${{ parameters.port }}', gone: '${{ parameters.nothing }}', list: ['${{ parameters.nothing }}']}
                - action: test:echo
                  input: {text: 'port ${{ steps.one.output.port }} in ${{ environment.parameters.region }}'}
                """, "{'port': 8000}");

        assertEquals(TaskStatus.COMPLETED, task.state().status());
        assertEquals(values("{'port': 8000, 'list': [null]}"), output(task, "one"));
        assertEquals(values("{'text': 'port 8000 in eu'}"), output(task, "step-2"));
    }

    @Test
    void rawBlocksAndCommentsAreTakenAwayInInputs() throws Exception {
        Task task = run("""
                - id: a
                  action: test:echo
                  input: {run: '{% raw %}${{ github.sha }}{% endraw %}', note: 'a{# gone #}b', '${{ 1 }}': x}
                """, "{}");

        assertEquals(values("{'run': '${{ github.sha }}', 'note': 'ab', '${{ 1 }}': 'x'}"), output(task, "a"));
    }

    @Test
    void conditionDecidesAsBackstageDoes() throws Exception {
        Task task = run("""
                - {id: emptyList, if: '${{ parameters.list }}', action: test:echo}
                - {id: emptyObject, if: '${{ parameters.object }}', action: test:echo}
                - {id: undefined, if: '${{ parameters.nothing }}', action: test:echo}
                - {id: falseText, if: 'false', action: test:echo}
                - {id: falseValue, if: false, action: test:echo}
                - {id: unreadable, if: '${{ broken', action: test:echo}
                - {id: secretsAreNotSeen, if: '${{ secrets.TOKEN }}', action: test:echo}
                """, "{'list': [], 'object': {}}");

        assertEquals(StepStatus.SKIPPED, status(task, "emptyList"));
        assertEquals(StepStatus.COMPLETED, status(task, "emptyObject"));
        assertEquals(StepStatus.SKIPPED, status(task, "undefined"));
        assertEquals(StepStatus.COMPLETED, status(task, "falseText"));
        assertEquals(StepStatus.SKIPPED, status(task, "falseValue"));
        assertEquals(StepStatus.COMPLETED, status(task, "unreadable"));
        assertEquals(StepStatus.SKIPPED, status(task, "secretsAreNotSeen"));
    }

    @Test
    void afterAFailureOnlyStepsRunThatAskForIt() throws Exception {
        Task task = run("""
                - {id: bad, action: test:echo, input: {fail: 'first'}}
                - {id: plain, action: test:echo}
                - {id: onlyTrue, if: '${{ true }}', action: test:echo}
                - {id: worse, if: '${{ failure() }}', action: test:echo, input: {fail: 'second'}}
                - {id: always, if: '${{ always() and parameters.on }}', action: test:echo}
                """, "{'on': true}");

        assertEquals(TaskStatus.FAILED, task.state().status());
        assertEquals(Optional.of("first"), task.state().error());
        assertEquals(StepStatus.FAILED, status(task, "bad"));
        assertEquals(StepStatus.SKIPPED, status(task, "plain"));
        assertEquals(StepStatus.SKIPPED, status(task, "onlyTrue"));
        assertEquals(StepStatus.FAILED, status(task, "worse"));
        assertEquals(StepStatus.COMPLETED, status(task, "always"));
    }

    @Test
    void failureIsFalseAsLongAsNothingFailed() throws Exception {
        Task task = run("- {id: a, if: '${{ failure() }}', action: test:echo}", "{}");

        assertEquals(StepStatus.SKIPPED, status(task, "a"));
    }

    @Test
    void eachRunsOncePerElementAndGivesLists() throws Exception {
        Task task = run(
                """
                - id: a
                  each: '${{ parameters.envs }}'
                  if: '${{ each.value.on }}'
                  action: test:echo
                  input: {key: '${{ each.key }}', name: '${{ each.value.name }}'}
                """,
                "{'envs': [{'name': 'dev', 'on': true}, {'name': 'stage', 'on': false}, {'name': 'prod', 'on': true}]}");

        assertEquals(values("{'key': ['0', '2'], 'name': ['dev', 'prod']}"), output(task, "a"));
        assertEquals(2, task.state().step("a").orElseThrow().inputs().size());
    }

    @Test
    void eachOverAScalarFailsTheStep() throws Exception {
        Task task = run("- {id: a, each: '${{ parameters.n }}', action: test:echo}", "{'n': 3}");

        assertEquals(TaskStatus.FAILED, task.state().status());
        assertTrue(task.state().error().orElseThrow().contains("must resolve to an array or object"));
    }

    @Test
    void expressionThatFailsIsPassedOnAndNamedWithItsPlace() throws Exception {
        Task task = run("- {id: a, action: test:echo, input: {text: '${{ 1 | nosuch }}'}}", "{}");

        assertEquals(values("{'text': '${{ 1 | nosuch }}'}"), output(task, "a"));
        TaskEvent.Logged warning = task.log().stream()
                .filter(line -> line.severity() == Severity.WARNING)
                .findFirst()
                .orElseThrow();
        assertTrue(warning.message().contains("template.yaml:8:"), warning::message);
        assertTrue(warning.message().contains("unknown filter 'nosuch'"), warning::message);
    }

    @Test
    void secretsReachInputsButNeitherJournalNorOutput() throws Exception {
        Task task = run("""
                - id: a
                  action: test:echo
                  input: {header: 'Bearer ${{ secrets.TOKEN }}', upper: '${{ secrets.TOKEN | upper }}', env: '${{ environment.secrets.REGISTRY }}'}
                - {id: seen, if: '${{ steps.a.output.header == "Bearer s3cret" }}', action: test:echo}
                - {id: b, action: test:echo, input: {fail: 'refused s3cret'}}
                """, "{}");

        assertEquals(
                List.of(values("{'header': 'Bearer ***', 'upper': '***', 'env': '***'}")),
                task.state().step("a").orElseThrow().inputs());
        assertEquals(Optional.of("refused ***"), task.state().error());
        String log = task.log().stream().map(TaskEvent.Logged::message).collect(Collectors.joining("\n"));
        assertFalse(log.contains("s3cret") || log.contains("S3CRET") || log.contains("r3g1stry"), log);
        assertEquals(Optional.of("***"), output(task, "a").string("header"));
        assertEquals(StepStatus.COMPLETED, status(task, "seen"), "later steps need the value");
        assertFalse(task.journal(0).toString().contains("s3cret"));
    }

    @Test
    void outputLeavesOutWhatItsConditionHides() throws Exception {
        Template template = Templates.read("template.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  steps:
                    - {id: a, action: test:echo, input: {url: 'https://x'}}
                  output:
                    links:
                      - {title: Repo, url: '${{ steps.a.output.url }}'}
                      - {title: Off, if: '${{ parameters.off }}', url: 'https://no'}
                      - {title: On, if: '${{ parameters.on }}', url: 'https://yes'}
                    text:
                      - {title: Hidden, if: false, content: x}
                    token: '${{ secrets.TOKEN }}'
                    count: '${{ parameters.count }}'
                    broken: '${{ broken'
                """);
        TaskRequest request = TaskRequest.builder(template)
                .values(values("{'on': true, 'off': [], 'count': 3}"))
                .secret("TOKEN", Secret.of("s3cret"))
                .build();

        TaskState state = scaffolder.submit(request).orThrow().await(SOON);

        assertEquals(
                values(
                        "{'links': [{'title': 'Repo', 'url': 'https://x'}, {'title': 'On', 'url': 'https://yes'}], 'text': [],"
                                + " 'count': 3, 'broken': '${{ broken'}"),
                state.output());
    }

    @Test
    void journalTellsTheWholeStoryInOrder() throws Exception {
        Task task = run("- {id: a, action: test:echo}", "{}");

        List<JournalEntry> journal = task.journal(0);
        assertTrue(journal.get(0).event() instanceof TaskEvent.Started);
        assertTrue(journal.get(journal.size() - 1).event() instanceof TaskEvent.Ended);
        for (int i = 0; i < journal.size(); i++) {
            assertEquals(i + 1, journal.get(i).index());
        }
        assertEquals(journal.subList(3, journal.size()), task.journal(3));
        assertEquals(journal.stream().map(JournalEntry::event).toList(), heard);
        assertEquals(task.state(), scaffolder.task(task.id()).orElseThrow().state());
    }

    @Test
    void listenerThatFailsChangesNothing() throws Exception {
        try (Scaffolder own = Scaffolder.builder()
                .action(new Echo())
                .listener((task, entry) -> {
                    if (entry.event() instanceof TaskEvent.StepStarted) {
                        throw new IllegalStateException("told to fail");
                    }
                })
                .build()) {
            Template template = Templates.withSteps("- {id: a, action: test:echo}\n");

            TaskState state =
                    own.submit(TaskRequest.builder(template).build()).orThrow().await(SOON);

            assertEquals(TaskStatus.COMPLETED, state.status());
        }
    }

    @Test
    void requestWithWrongValuesOrUnknownActionsIsNotRun() {
        Template template = Templates.read("template.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  parameters:
                    - title: One
                      required: [name]
                      properties:
                        name: {type: string, pattern: '^[a-z]+$', ui:autofocus: true}
                    - title: Two
                      properties:
                        contact: {type: string, format: email}
                        port: {type: number, minimum: 1}
                  steps:
                    - {id: a, action: 'test:ecko'}
                """);

        List<Diagnostic> findings = scaffolder
                .submit(TaskRequest.builder(template)
                        .values(values("{'port': 'many', 'contact': 'nobody', 'extra': 1}"))
                        .build())
                .findings();

        assertEquals(
                List.of("/contact", "/name", "/port", "/spec/steps/0/action"),
                findings.stream().map(Diagnostic::pointer).sorted().toList(),
                findings::toString);
        Diagnostic action = findings.stream()
                .filter(finding -> finding.ruleId().equals("unknown-action"))
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.of(new SourceLocation("template.yaml", 16, 23)), action.location());
        assertTrue(action.message().contains("did you mean \"test:echo\"?"), action::message);
    }

    @Test
    void cancelInterruptsTheActionAndEndsTheTask() throws Exception {
        Template template = Templates.withSteps("- {id: a, action: test:wait}\n- {id: b, action: test:echo}\n");
        Task task = scaffolder.submit(TaskRequest.builder(template).build()).orThrow();
        running.await();

        task.cancel();

        TaskState state = task.await(SOON);
        assertEquals(TaskStatus.CANCELLED, state.status());
        assertEquals(StepStatus.CANCELLED, state.step("a").orElseThrow().status());
        assertEquals(StepStatus.OPEN, state.step("b").orElseThrow().status());
    }

    @Test
    void taskThatWaitsEndsAtOnceWhenCancelled() throws Exception {
        try (Scaffolder one = Scaffolder.builder()
                .action(new Wait(running))
                .concurrentTasks(1)
                .build()) {
            Template template = Templates.withSteps("- {id: a, action: test:wait}\n");
            one.submit(TaskRequest.builder(template).build()).orThrow();
            running.await();
            Task waiting = one.submit(TaskRequest.builder(template).build()).orThrow();
            assertEquals(TaskStatus.OPEN, waiting.state().status());

            waiting.cancel();

            assertEquals(TaskStatus.CANCELLED, waiting.state().status());
            assertEquals(
                    StepStatus.OPEN, waiting.state().step("a").orElseThrow().status());
        }
    }

    @Test
    void closeCancelsWhatRuns() throws Exception {
        Template template = Templates.withSteps("- {id: a, action: test:wait}\n");
        Task task = scaffolder.submit(TaskRequest.builder(template).build()).orThrow();
        running.await();

        scaffolder.close();

        assertEquals(TaskStatus.CANCELLED, task.state().status());
        assertThrows(
                ScaffolderException.class,
                () -> scaffolder.submit(TaskRequest.builder(template).build()));
    }

    @Test
    void workspaceIsSharedByTheStepsAndDeletedAtTheEnd() throws Exception {
        try (Scaffolder own =
                Scaffolder.builder().action(new Echo()).workspaces(workspaces).build()) {
            Template template = Templates.withSteps(
                    "- {action: test:echo, input: {file: a.txt}}\n- {id: out, action: test:echo, input: {file: ../b.txt}}\n");

            TaskState state =
                    own.submit(TaskRequest.builder(template).build()).orThrow().await(SOON);

            assertEquals(TaskStatus.FAILED, state.status());
            assertTrue(state.error().orElseThrow().contains("\"../b.txt\" is not allowed"), state.error()::toString);
            try (Stream<Path> left = Files.list(workspaces)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    @Test
    void dryRunGivesTheFilesAndKeepsNothing() {
        Template template = Templates.withSteps("- {action: test:echo, input: {file: a.txt}}\n");

        Scaffolder.DryRun run =
                scaffolder.dryRun(TaskRequest.builder(template).build()).orThrow();

        assertEquals(TaskStatus.COMPLETED, run.state().status());
        assertEquals(Set.of("a.txt"), run.files().keySet());
        assertEquals(List.of(), scaffolder.tasks());
    }

    @Test
    void dryRunFailsByNameWhereAnActionCannotSimulate() {
        Template template = Templates.withSteps("- {action: test:wait}\n");

        Scaffolder.DryRun run =
                scaffolder.dryRun(TaskRequest.builder(template).build()).orThrow();

        assertEquals(TaskStatus.FAILED, run.state().status());
        assertTrue(run.state().error().orElseThrow().contains("test:wait cannot simulate"));
    }

    record Made(String name, int count, List<Boolean> flags, Optional<Value> free) {}

    @Test
    void backstageProfilePassesOverWhatCannotSimulateAndMakesItsOutputUp() {
        ScaffolderAction<Value.Obj, Made> real = new ScaffolderAction<>() {
            @Override
            public ActionDescriptor<Value.Obj, Made> descriptor() {
                return ActionDescriptor.builder("test:real", Value.Obj.class, Made.class)
                        .build();
            }

            @Override
            public Made run(Value.Obj input, ActionContext context) {
                throw new AssertionError("a dry run must not run it");
            }
        };
        try (Scaffolder backstage =
                Scaffolder.builder().backstageProfile().action(real).build()) {
            Template template = Templates.withSteps("""
                    - {id: a, action: test:real}
                    - {id: b, each: [1, 2], action: test:real}
                    """);

            TaskState state = backstage
                    .dryRun(TaskRequest.builder(template).build())
                    .orThrow()
                    .state();

            assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
            Value.Obj made = values("{'name': '<example>', 'count': 0, 'flags': [false], 'free': '<unknown>'}");
            assertEquals(made, state.step("a").orElseThrow().output());
            assertEquals(made, state.step("b").orElseThrow().output(), "not a list, as upstream");
        }
    }

    @Test
    void exampleThatIsNoInputIsRefused() {
        ActionDescriptor.Builder<Made, Value.Obj> builder =
                ActionDescriptor.builder("test:example", Made.class, Value.Obj.class);
        assertThrows(IllegalArgumentException.class, () -> builder.example("a list", "[]"));

        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> builder.example("says too little", "{\"name\": \"x\"}").build());

        assertTrue(refused.getMessage().contains("says too little"), refused::getMessage);
    }

    @Test
    void inputThatIsNotTheActionsIsNamed() throws Exception {
        Task task = run("- {id: a, action: test:wait, input: {wy: x}}", "{}");

        assertEquals(
                Optional.of("Invalid input passed to action test:wait: \"wy\" is not known, did you mean \"why\"?"),
                task.state().error());
    }

    @Test
    void twoActionsOfOneIdAreRefused() {
        Scaffolder.Builder builder = Scaffolder.builder().action(new Echo()).action(new Echo());

        assertThrows(ScaffolderException.class, builder::build);
    }
}
