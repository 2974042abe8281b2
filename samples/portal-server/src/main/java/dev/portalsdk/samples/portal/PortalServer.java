package dev.portalsdk.samples.portal;

import dev.portalsdk.config.ConfigException;
import dev.portalsdk.model.Diagnostic;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * A developer portal: the REST API under {@code /api} and pages for people, on one port.
 *
 * <p>Without a directory it shows the sample's own data, in which a fake forge on loopback plays github.com. With one that has an {@code app-config.yaml} it
 * is the portal that this describes; with any other, one of the descriptors in it.
 */
public final class PortalServer {
    private PortalServer() {}

    /** Arguments: [--check] [--port NUMBER] [DIRECTORY]. Exit code 0, or 1 if something is wrong, or 2 if it was called wrongly. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), Path.of(System.getProperty("portal.directory", "data/portal")), out));
    }

    static int run(List<String> arguments, Path ownData, PrintStream out) {
        try {
            Settings settings = Settings.of(arguments);
            try (RunningPortal portal =
                    RunningPortal.start(settings.directory().orElse(ownData), settings.port(), Map.of())) {
                return settings.check() ? new Check(portal, out).run() : serve(portal, out);
            }
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return 2;
        } catch (ConfigException e) {
            e.findings().stream().map(Diagnostic::toString).forEach(out::println);
            return 1;
        } catch (IOException | InterruptedException e) {
            out.println("The portal could not go on: " + e.getMessage());
            return 1;
        }
    }

    /** Until the process is told to end. */
    private static int serve(RunningPortal portal, PrintStream out) throws IOException, InterruptedException {
        out.println("The portal is at " + portal.uri() + " (Ctrl-C ends it)");
        CountDownLatch end = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                portal.close();
            } catch (IOException e) {
                out.println(e.getMessage());
            }
        }));
        portal.parts().catalog().settle();
        out.println(portal.parts().catalog().queries().all().size() + " entities");
        end.await();
        return 0;
    }
}
