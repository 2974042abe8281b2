package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.jdbc.JdbcTaskStore;
import dev.portalsdk.scaffolder.jdbc.JdbcWorkspaceStore;
import dev.portalsdk.scaffolder.task.DirectoryTaskStore;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.WorkspaceStore;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** A worker in a process of its own, to be killed: {@code main} runs in it, the rest is for whoever starts it. */
final class WorkerProcess {
    static final Secret KEY = Secret.of(Base64.getEncoder().encodeToString(new byte[32]));

    private final String node;
    private final Process process;

    private WorkerProcess(String node, Process process) {
        this.node = node;
        this.process = process;
    }

    /** What the processes share. */
    record Stores(TaskStore tasks, WorkspaceStore workspaces) {
        /** @param database on PostgreSQL; without one the directory */
        static Stores of(Path directory, Optional<String> database) {
            if (database.isEmpty()) {
                return new Stores(
                        DirectoryTaskStore.in(directory.resolve("store")),
                        WorkspaceStore.in(directory.resolve("kept")));
            }
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(database.get());
            Database opened = Database.of(source);
            return new Stores(JdbcTaskStore.of(opened), JdbcWorkspaceStore.of(opened));
        }
    }

    static WorkerProcess start(String node, Path directory, String forgeUrl, Optional<String> database)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerProcess.class.getName(),
                node,
                directory.toString(),
                forgeUrl));
        database.ifPresent(command::add);
        return new WorkerProcess(
                node,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                directory.resolve("worker.log").toFile()))
                        .start());
    }

    String node() {
        return node;
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        Stores stores = Stores.of(directory, Arrays.stream(arguments).skip(3).findFirst());
        Integrations integrations = Integrations.builder()
                .add(GitHubIntegration.builder("github.com")
                        .apiBaseUrl(arguments[2] + "/api/v3")
                        .cloneBaseUrl(arguments[2])
                        .token(Secret.of("forge-token"))
                        .build())
                .build();
        Scaffolder scaffolder = Scaffolder.builder()
                .node(arguments[0])
                .engine(StandardActions.engine(integrations))
                .store(stores.tasks())
                .workspaceStore(stores.workspaces())
                .workspaces(Files.createDirectories(directory.resolve("workspaces")))
                .cipher(TaskCipher.of(KEY))
                .lease(Duration.ofMillis(1_500))
                .pollEvery(Duration.ofMillis(50))
                .actions(StandardActions.builder(
                                UrlReaders.builder().localFiles().build(), integrations)
                        .registrar(url -> {
                            append(directory.resolve("registered"), url);
                            return List.of(EntityRef.parse("component:default/web"));
                        })
                        .build())
                .action(TestAction.local("test:slow", WorkerProcess::slow))
                .action(TestAction.of("test:once", (input, context) -> {
                    String line = input.string("line").orElseThrow();
                    Path file = directory.resolve("once");
                    context.effect("write", String.class, Effect.once("write " + line, () -> {
                        Thread.sleep(15);
                        append(file, line);
                        Thread.sleep(15);
                        return "done";
                    }));
                    return Value.Obj.empty();
                }))
                .build();
        Thread.sleep(Duration.ofMinutes(15).toMillis()); // or until it is killed
        scaffolder.close();
    }

    /** Fails if it finds what an attempt before it left behind. */
    private static Value.Obj slow(Value.Obj input, ActionContext context) throws Exception {
        for (int i = 0; i < 8; i++) {
            Path file = context.workspace().resolve("slow-" + i + ".txt");
            Files.writeString(file, "half", StandardOpenOption.CREATE_NEW);
            Thread.sleep(8);
            Files.writeString(file, "whole");
        }
        return input;
    }

    private static void append(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
