package dev.portalsdk.samples.quickstart;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The whole library at work.
 *
 * <p>Without an argument: a portal with the configuration of {@code data/portal}, in which a fake forge on loopback plays github.com. With a directory: the
 * descriptors in it.
 */
public final class Quickstart {
    private final Path output;
    private final Printer printer;

    private Quickstart(Path output, PrintStream out) {
        this.output = output;
        this.printer = new Printer(out);
    }

    /** Arguments: [DIRECTORY]. Exit code 0, or 1 if there were errors, or 2 if it was called wrongly. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path data = Path.of(System.getProperty("quickstart.data", "data"));
        Path output = Path.of(System.getProperty("quickstart.output", "target/quickstart"));
        System.exit(run(List.of(args), data, output, out));
    }

    static int run(List<String> args, Path data, Path output, PrintStream out) {
        Quickstart quickstart = new Quickstart(output, out);
        try {
            if (args.size() > 1) {
                out.println("Usage: quickstart [DIRECTORY]");
                return 2;
            }
            return args.isEmpty() ? quickstart.portal(data) : quickstart.directory(Path.of(args.get(0)));
        } catch (ConfigException e) {
            e.findings().stream().map(Diagnostic::toString).forEach(out::println);
            return 1;
        } catch (IOException | InterruptedException e) {
            out.println("The quickstart could not go on: " + e);
            return 1;
        }
    }

    /** Everything: the configured catalog, a template run for real, and the documentation of all that has some. */
    private int portal(Path data) throws IOException, InterruptedException {
        try (FakeForge forge = SampleForge.start(data.resolve("repositories"))) {
            Config config = Config.builder()
                    .file(data.resolve("portal/app-config.yaml"))
                    .optionalFile(data.resolve("portal/app-config.local.yaml"))
                    .environment(Map.of(
                            "FORGE_API_URL", forge.apiBaseUrl(),
                            "FORGE_RAW_URL", forge.rawBaseUrl(),
                            "FORGE_CLONE_URL", forge.url(),
                            "FORGE_TOKEN", SampleForge.TOKEN))
                    .build();
            Integrations integrations = Integrations.of(config);
            UrlReader reader = UrlReaders.builder()
                    .integrations(integrations)
                    .allow(config)
                    .localFiles()
                    .build();
            // Backstage runs in packages/backend; its configured files are relative to that.
            Path workingDirectory = data.resolve("portal/packages/backend");
            try (Catalog catalog = Catalog.builder()
                    .baseDirectory(workingDirectory)
                    .urlReader(reader)
                    .integrations(integrations)
                    .config(config)
                    .build()) {
                printer.load(catalog);
                new TemplateRun(catalog, reader, integrations, printer).run(config.at("quickstart"));
                new Documentation(data, reader, integrations, output, printer).build(catalog);
                return printer.summary();
            }
        }
    }

    /** A directory's descriptors, and the documentation that they refer to. */
    private int directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            printer.line(directory + " is no directory");
            return 2;
        }
        Path root = directory.resolve("all.yaml");
        DirectoryProvider provider = Files.isRegularFile(root)
                ? DirectoryProvider.ofFile("directory", root)
                : DirectoryProvider.of("directory", directory);
        Integrations integrations = Integrations.of(Config.empty());
        UrlReader reader = UrlReaders.from(Config.empty(), integrations);
        try (Catalog catalog = Catalog.builder()
                .provider(provider)
                .allow(AllowRule.everything())
                .build()) {
            printer.load(catalog);
            new Documentation(directory, reader, integrations, output, printer).build(catalog);
            return printer.summary();
        }
    }
}
