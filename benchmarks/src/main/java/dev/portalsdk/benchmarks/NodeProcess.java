package dev.portalsdk.benchmarks;

import dev.portalsdk.model.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Nunjucks itself in a process of node, which renders as often as it is told. For one thread. */
final class NodeProcess implements AutoCloseable {
    private static final String SCRIPT = "nunjucks-in-node.js";
    private static final String BUNDLE = "/META-INF/resources/webjars/nunjucks/3.2.4/browser/nunjucks.js";

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private NodeProcess(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts the process.
     *
     * @param cases by name, each with {@code text} and {@code data}
     * @throws UncheckedIOException if there is no node on the path
     */
    static NodeProcess start(Value.Obj cases) {
        try {
            Path directory = Files.createTempDirectory("node");
            Path script = copy(SCRIPT, directory.resolve(SCRIPT));
            Path bundle = copy(BUNDLE, directory.resolve("nunjucks.js"));
            Path data = Files.writeString(directory.resolve("cases.json"), cases.toJson());
            return new NodeProcess(new ProcessBuilder("node", script.toString(), bundle.toString(), data.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy(String resource, Path target) throws IOException {
        try (InputStream stream = Objects.requireNonNull(NodeProcess.class.getResourceAsStream(resource), resource)) {
            Files.copy(stream, target);
        }
        return target;
    }

    /** Parses and renders, or only renders, and gives the length of all results. */
    long run(String what, String name, int times) {
        try {
            commands.write(what + " " + name + " " + times + "\n");
            commands.flush();
            return Long.parseLong(Objects.requireNonNull(answers.readLine(), "node has ended"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
