package dev.portalsdk.samples.extensions;

import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.UndoableAction;
import java.util.Optional;

/**
 * How do I write an action that changes something outside of its workspace?
 *
 * <p>This one opens a ticket, exactly once even if the process dies in the middle: whether it was opened can be looked up by its title. It can pretend, and be undone.
 */
public final class OpenTicketAction implements UndoableAction<OpenTicketAction.Input, OpenTicketAction.Output> {
    private static final String TICKET = "ticket";

    private final Tracker tracker;

    /** What a step gives it. */
    public record Input(String title, Optional<String> team) {}

    /** What later steps see of it. */
    public record Output(String id) {}

    /** The tracker of tickets. */
    public interface Tracker {
        /** The open ticket of a title. */
        Optional<String> find(String title);

        /** Opens a ticket, and gives its id. */
        String open(String title, Optional<String> team);

        /** Closes a ticket; one that is closed is no mistake. */
        void close(String id);
    }

    /** With the tracker to talk to. */
    public OpenTicketAction(Tracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return ActionDescriptor.builder("acme:ticket:open", Input.class, Output.class)
                .description("Opens a ticket for a team.")
                .example("A ticket for whoever is on call.", "{\"title\": \"Operate web\"}")
                .supportsDryRun()
                .build();
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        if (context.dryRun()) {
            context.log().info("Would open a ticket: " + input.title());
            return new Output("TICKET-0");
        }
        Effect<String> opening = Effect.lookedUp(
                "open the ticket " + input.title(),
                () -> tracker.find(input.title()),
                () -> tracker.open(input.title(), input.team()));
        String id = context.effect(TICKET, String.class, opening);
        context.log().info("Opened " + id);
        return new Output(id);
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) {
        Optional<String> opened = context.checkpointed(TICKET, String.class);
        opened.ifPresent(tracker::close);
        return opened.map(id -> "closed " + id);
    }
}
