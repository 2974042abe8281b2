package dev.portalsdk.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.UndoableAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActionTesterTest {
    private final Tickets tickets = new Tickets();

    /** A world outside. */
    private static final class Tickets {
        private final List<String> open = new ArrayList<>();

        Optional<String> find(String title) {
            return open.contains(title) ? Optional.of("OPS-" + (open.indexOf(title) + 1)) : Optional.empty();
        }

        String create(String title) {
            open.add(title);
            return find(title).orElseThrow();
        }
    }

    /** Opens a ticket, at most once or exactly once, and undoes it. */
    private record TicketAction(Tickets tickets, boolean lookedUp)
            implements UndoableAction<TicketAction.Input, TicketAction.Output> {
        record Input(String title, Optional<String> body) {}

        record Output(String id) {}

        @Override
        public ActionDescriptor<Input, Output> descriptor() {
            return ActionDescriptor.builder("acme:ticket:create", Input.class, Output.class)
                    .supportsDryRun()
                    .build();
        }

        @Override
        public Output run(Input input, ActionContext context) throws Exception {
            context.log()
                    .info("as " + context.secret("TOKEN").map(Secret::reveal).orElse("nobody"));
            if (context.dryRun()) {
                return new Output("OPS-0");
            }
            if (input.title().equals("bad")) {
                throw new IllegalStateException("the tracker refuses it");
            }
            String what = "open the ticket " + input.title();
            Effect<String> effect = lookedUp
                    ? Effect.lookedUp(what, () -> tickets.find(input.title()), () -> tickets.create(input.title()))
                    : Effect.once(what, () -> tickets.create(input.title()));
            return new Output(context.effect("ticket", String.class, effect));
        }

        @Override
        public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) {
            if (!lookedUp) {
                throw new IllegalStateException("tickets stay");
            }
            tickets.open.remove(input.title());
            return output.map(made -> "closed " + made.id());
        }
    }

    /** Turns a file of the workspace into upper case. */
    private static final class ShoutAction implements ScaffolderAction<Value.Obj, ScaffolderAction.NoOutput> {
        @Override
        public ActionDescriptor<Value.Obj, NoOutput> descriptor() {
            return ActionDescriptor.builder("acme:shout", Value.Obj.class, NoOutput.class)
                    .changesOnlyWorkspace()
                    .build();
        }

        @Override
        public NoOutput run(Value.Obj input, ActionContext context) throws IOException {
            Path file = context.workspace().resolve(input.string("path").orElseThrow());
            Files.writeString(file, Files.readString(file).toUpperCase(Locale.ROOT) + "!");
            return NoOutput.NONE;
        }
    }

    private ActionTester<TicketAction.Input, TicketAction.Output> ticket() {
        return ActionTester.of(new TicketAction(tickets, true))
                .input(new TicketAction.Input("Operate web", Optional.empty()));
    }

    private static String failure(Runnable assertion) {
        return assertThrows(AssertionError.class, assertion::run).getMessage();
    }

    @Test
    void runsAnActionAndShowsWhatItGave() {
        ActionRun<TicketAction.Output> run = ticket().secret("TOKEN", "s3cr3t-s3cr3t")
                .run()
                .succeeds()
                .announces("open the ticket Operate web")
                .hasOutput("/id", "OPS-1")
                .logs("as ***");
        assertEquals("OPS-1", run.output().id());
        assertEquals(List.of("Operate web"), tickets.open);
        assertFalse(String.join("\n", run.journal()).contains("s3cr3t"));
        assertTrue(failure(() -> run.hasOutput("/id", "OPS-2"))
                .contains("Expected \"OPS-2\" at /id of the output of acme:ticket:create, but found \"OPS-1\""));
        assertTrue(failure(() -> run.logs("as root")).contains("as ***"));
        assertTrue(failure(() -> run.fails("")).contains("fails, but it is COMPLETED"));
    }

    @Test
    void filesOfTheWorkspaceGoInAndOut() {
        ActionTester<Value.Obj, ScaffolderAction.NoOutput> shout = ActionTester.of(new ShoutAction())
                .file("docs/a.txt", "hello ${{ nobody }}")
                .file("b.bin", new byte[] {0, 1})
                .stepInput(Value.Obj.of("path", "docs/a.txt"));
        ActionRun<ScaffolderAction.NoOutput> run = shout.run()
                .succeeds()
                .hasFile("docs/a.txt", "HELLO ${{ NOBODY }}!")
                .hasNoFile("c.txt")
                .announcesNothing();
        assertEquals(2, run.files().size());
        shout.dryRun().succeeds().hasFile("docs/a.txt", "HELLO ${{ NOBODY }}!");
        assertTrue(failure(() -> run.hasFile("docs/a.txt", "hello")).contains("expected:\nhello\nfound:\nHELLO"));
        assertTrue(failure(() -> run.hasFile("docs/b.txt", "hello")).contains("made only [b.bin, docs/a.txt]"));
    }

    @Test
    void inputIsTakenAsItIsWritten() {
        ActionTester.of(new TicketAction(tickets, true))
                .stepInput(Value.Obj.of("title", "${{ parameters.in0 }}"))
                .run()
                .succeeds();
        assertEquals(List.of("${{ parameters.in0 }}"), tickets.open);
    }

    @Test
    void inputThatDoesNotFitTheSchemaIsRefused() {
        ticket().stepInput(Value.Obj.of("titel", "x")).run().refusesInput("title");
        ticket().stepInput(Value.Obj.of("title", 7)).run().refusesInput("title");
        assertTrue(failure(() -> ticket().run().refusesInput("title"))
                .contains("but it took {\"title\":\"Operate web\"}"));
    }

    @Test
    void aDryRunChangesNothing() {
        ticket().dryRun().succeeds().hasOutput("/id", "OPS-0").announcesNothing();
        assertEquals(List.of(), tickets.open);
    }

    @Test
    void whatAnActionDidIsUndone() {
        ticket().undo().undid("closed OPS-1");
        assertEquals(List.of(), tickets.open);
        ActionRun<?> kept = ActionTester.of(new TicketAction(tickets, false))
                .stepInput(Value.Obj.of("title", "a"))
                .undo()
                .failsToUndo("tickets stay");
        assertTrue(failure(() -> kept.undid("closed")).contains("has taken back has no line with \"closed\""));
    }

    @Test
    void aWorkerThatIsLostDoesNothingTwice() {
        ticket().interrupted().succeeds().hasOutput("/id", "OPS-1");
        assertEquals(List.of("Operate web"), tickets.open);
    }

    @Test
    void whatMayNotBeRepeatedWaitsForADecision() {
        ActionRun<?> run = ActionTester.of(new TicketAction(tickets, false))
                .stepInput(Value.Obj.of("title", "a"))
                .interrupted()
                .asksForDecision();
        assertEquals(List.of("a"), tickets.open);
        assertTrue(failure(run::succeeds).contains("succeeds, but it is PROCESSING"));
    }

    @Test
    void anActionOfTheWorkspaceBeginsAnewOnWhatThatWas() {
        ActionTester.of(new ShoutAction())
                .file("a.txt", "a".getBytes(StandardCharsets.UTF_8))
                .stepInput(Value.Obj.of("path", "a.txt"))
                .interrupted()
                .succeeds()
                .hasFile("a.txt", "A!");
    }

    @Test
    void aFailureShowsWhy() {
        ActionRun<?> run =
                ticket().stepInput(Value.Obj.of("title", "bad")).run().fails("the tracker refuses it");
        assertTrue(failure(run::succeeds)
                .contains("it is FAILED: the tracker refuses it\n\n  Beginning step acme:ticket:create\n  as nobody"));
        assertTrue(failure(() -> run.refusesInput("bad")).contains("but it took"));
    }
}
