package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers are processes that are killed at random points of a task's journal; another one goes on each time. */
@Tag("slow")
class KilledWorkerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROUNDS = 30;
    /** About as many lines as a task writes that is not disturbed. */
    private static final int LINES = 45;

    @TempDir
    Path directory;

    private final Map<String, WorkerProcess> workers = new HashMap<>();
    private FakeForge forge;
    private TaskStore store;
    private int started;
    private Optional<String> database = Optional.empty();

    private void open(Optional<String> given) throws IOException {
        database = given;
        forge = FakeForge.builder().token("forge-token").start();
        forge.organization("acme");
        store = WorkerProcess.Stores.of(directory, database).tasks();
        Path skeleton = Files.createDirectories(directory.resolve("skeleton"));
        for (int i = 0; i < 10; i++) {
            Files.writeString(skeleton.resolve("file-" + i + ".txt"), "hello ${{ values.name }}\n");
        }
        startWorker();
        startWorker();
    }

    @AfterEach
    void close() throws InterruptedException {
        for (WorkerProcess worker : workers.values()) {
            worker.kill();
        }
        workers.clear();
        forge.close();
    }

    private void startWorker() throws IOException {
        WorkerProcess worker = WorkerProcess.start("worker-" + ++started, directory, forge.url(), database);
        workers.put(worker.node(), worker);
    }

    private static final String STEPS = """
            - {id: fetch, action: fetch:template, input: {url: ./skeleton, values: {name: '${{ parameters.name }}'}}}
            - {id: slow, action: test:slow}
            - {id: rename, action: fs:rename, input: {files: [{from: file-0.txt, to: renamed.txt}]}}
            - {id: once, action: test:once, input: {line: '${{ parameters.name }}'}}
            - {id: publish, action: publish:github, input: {repoUrl: 'github.com?owner=acme&repo=${{ parameters.name }}', defaultBranch: main, topics: [a]}}
            - {id: register, action: catalog:register, input: {catalogInfoUrl: '${{ steps.publish.output.repoContentsUrl }}/catalog-info.yaml'}}
            - {id: pr, action: 'github:webhook', input: {repoUrl: 'github.com?owner=acme&repo=${{ parameters.name }}', webhookUrl: 'https://hooks.acme.io/${{ secrets.HOOK }}'}}
            """;

    private Task submit(String name) {
        Template template = Templates.read(directory.resolve("template.yaml").toString(), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  steps:
                """ + STEPS.indent(4));
        TaskCipher cipher = TaskCipher.of(WorkerProcess.KEY);
        TaskRecord task = new TaskRecord(
                "task-" + name,
                template.ref(),
                template.entity().toValue(),
                template.descriptor().source(),
                Value.Obj.of("name", name),
                Optional.empty(),
                Optional.empty(),
                OnFailure.KEEP,
                false,
                Instant.now());
        store.create(task, Vault.seal(cipher, task.id(), Map.of("HOOK", Secret.of("h00k-secret"))));
        return new Task(task, new TaskDesk(store, cipher, new TaskNews(List.of()), Optional.empty()));
    }

    @Test
    void taskEndsOnceWhereverItsWorkerIsKilled() throws Exception {
        open(Optional.empty());
        endsOnceWhereverItsWorkerIsKilled();
    }

    @Test
    void taskOfADatabaseEndsOnceWhereverItsWorkerIsKilled() throws Exception {
        try (TestDatabase postgres = TestDatabases.postgres()) {
            open(Optional.of(postgres.url()));
            endsOnceWhereverItsWorkerIsKilled();
            close();
        }
    }

    private void endsOnceWhereverItsWorkerIsKilled() throws Exception {
        long seed = Long.getLong("kill.seed", System.nanoTime());
        Random random = new Random(seed);
        Map<String, Integer> killedAfter = new TreeMap<>();
        int decisions = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String name = "r" + round;
            Task task = submit(name);
            String where = killAt(task, random.nextInt(LINES), random.nextInt(12));
            killedAfter.merge(where, 1, Integer::sum);
            TaskState state = task.await(PATIENCE);
            if (state.status() == TaskStatus.WAITING) {
                decisions++;
                assertEquals(Optional.of("once"), state.decision().orElseThrow().stepId());
                task.decide(lines("once").contains(name) ? Choice.DONE : Choice.REPEAT);
                state = task.await(PATIENCE);
            }
            assertEquals(
                    TaskStatus.COMPLETED,
                    state.status(),
                    "seed " + seed + ", round " + round + ", killed after " + where + ": " + state + "\n" + task.log());
            verify(task, name, "seed " + seed + ", round " + round + ", killed after " + where);
        }
        System.out.println("killed after " + killedAfter + ", " + decisions + " decisions");
        assertTrue(killedAfter.size() > 5, "the points are of many kinds: " + killedAfter);
    }

    /** Kills the worker that has the task once its journal is this long. @return the last event then */
    private String killAt(Task task, int line, int moreMillis) throws Exception {
        List<JournalEntry> journal = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && (journal.size() <= line || journal.isEmpty())) {
            journal = task.journal(0);
            if (!journal.isEmpty() && journal.get(journal.size() - 1).event() instanceof TaskEvent.Ended) {
                break;
            }
            Thread.onSpinWait();
        }
        Thread.sleep(moreMillis);
        journal = task.journal(0);
        String owner = journal.stream()
                .map(JournalEntry::event)
                .filter(TaskEvent.Started.class::isInstance)
                .map(event -> ((TaskEvent.Started) event).node())
                .reduce((first, last) -> last)
                .orElseThrow();
        workers.remove(owner).kill();
        startWorker();
        TaskEvent last = task.journal(0).get(task.journal(0).size() - 1).event();
        return last.getClass().getSimpleName()
                + task.state().steps().stream()
                        .filter(step -> step.status() == dev.portalsdk.scaffolder.task.StepStatus.PROCESSING)
                        .map(step -> " in " + step.id())
                        .findFirst()
                        .orElse("");
    }

    private List<String> lines(String file) throws IOException {
        Path path = directory.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    private void verify(Task task, String name, String round) throws Exception {
        long ends = task.journal(0).stream()
                .filter(entry -> entry.event() instanceof TaskEvent.Ended)
                .count();
        assertEquals(1, ends, round);
        assertEquals(1, lines("once").stream().filter(name::equals).count(), round);
        assertTrue(lines("registered").stream().anyMatch(url -> url.contains("/" + name + "/")), round);
        long created = forge.requests().stream()
                .filter(request ->
                        request.method().equals("POST") && request.path().endsWith("/orgs/acme/repos"))
                .filter(request -> request.body().contains("\"" + name + "\"") && request.status() == 201)
                .count();
        assertEquals(1, created, round);
        ForgeRepository repository = forge.repository("acme/" + name).orElseThrow();
        Map<String, String> expected = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            expected.put(i == 0 ? "renamed.txt" : "file-" + i + ".txt", "hello " + name + "\n");
        }
        for (int i = 0; i < 8; i++) {
            expected.put("slow-" + i + ".txt", "whole");
        }
        assertEquals(expected, repository.files("main"), round);
        try (Git git = new Git(repository.git())) {
            int commits = 0;
            for (var commit :
                    git.log().add(repository.git().resolve("refs/heads/main")).call()) {
                commits += commit.getParentCount() + 1;
            }
            assertEquals(1, commits, round);
        }
        assertEquals(1, repository.things("hooks").size(), round);
        assertTrue(!task.journal(0).toString().contains("h00k-secret"), round);
    }
}
