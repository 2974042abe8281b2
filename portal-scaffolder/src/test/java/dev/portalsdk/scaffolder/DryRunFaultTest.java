package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.scaffolder.Scaffolder.DryRun.Fault;
import dev.portalsdk.scaffolder.template.TemplateException;
import dev.portalsdk.source.NotAllowedException;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.RateLimitedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A dry run that fails says whose fault it is, by the type of what was thrown. */
class DryRunFaultTest {

    private static Optional<Fault> fault(TestAction.Work work) {
        try (Scaffolder scaffolder = Scaffolder.builder()
                .action(TestAction.local("test:work", work))
                .action(TestAction.local("test:later", (input, context) -> {
                    throw new IOException("later");
                }))
                .build()) {
            Template template = Templates.withSteps("""
                    - {id: work, action: test:work}
                    - {id: later, if: '${{ failure() }}', action: test:later}
                    """);
            return scaffolder
                    .dryRun(TaskRequest.builder(template).build())
                    .orThrow()
                    .fault();
        }
    }

    private static Optional<Fault> thrown(Exception failure) {
        return fault((input, context) -> {
            throw failure;
        });
    }

    @Test
    void oneThatCompletesHasNone() {
        assertEquals(Optional.empty(), fault((input, context) -> input));
    }

    @Test
    void whatTheInputAsksForIsTheAuthors() {
        assertEquals(Optional.of(Fault.AUTHOR), thrown(new ScaffolderException("There is no such branch")));
        assertEquals(Optional.of(Fault.AUTHOR), thrown(new IllegalArgumentException("no ref")));
        assertEquals(
                Optional.of(Fault.AUTHOR),
                thrown(TemplateException.of(
                        TemplateException.Kind.EVALUATION, SourceLocation.startOf("a.txt"), "unknown filter")));
        assertEquals(
                Optional.of(Fault.AUTHOR), thrown(new ScaffolderException("no ref", new IllegalArgumentException())));
    }

    @Test
    void whatMayNotBeHadIsRefused() {
        assertEquals(Optional.of(Fault.REFUSED), fault((input, context) -> {
            context.workspace().resolve("../beside");
            return input;
        }));
        assertEquals(Optional.of(Fault.REFUSED), thrown(new NotAllowedException("https://intranet/a", "")));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(Optional.of(Fault.NOT_FOUND), thrown(new NotFoundException("https://a.example/a", "gone")));
    }

    @Test
    void everythingElseIsTheHosts() {
        assertEquals(Optional.of(Fault.HOST), thrown(new IOException("disk full")));
        assertEquals(Optional.of(Fault.HOST), thrown(new UncheckedIOException(new IOException("disk full"))));
        assertEquals(Optional.of(Fault.HOST), thrown(new NullPointerException()));
        assertEquals(Optional.of(Fault.HOST), thrown(new ScaffolderException("Cannot ask", new IOException("reset"))));
        assertEquals(
                Optional.of(Fault.HOST),
                thrown(new RateLimitedException("https://a.example/a", Optional.of(Duration.ofMinutes(1)))));
        assertEquals(Optional.of(Fault.HOST), fault((input, context) -> {
            throw new StackOverflowError();
        }));
    }
}
