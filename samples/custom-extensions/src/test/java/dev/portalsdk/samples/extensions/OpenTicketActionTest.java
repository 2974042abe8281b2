package dev.portalsdk.samples.extensions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Value;
import dev.portalsdk.testing.ActionTester;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenTicketActionTest {
    private final FakeTracker tracker = new FakeTracker();
    private final ActionTester<OpenTicketAction.Input, OpenTicketAction.Output> ticket = ActionTester.of(
                    new OpenTicketAction(tracker))
            .input(new OpenTicketAction.Input("Operate web", Optional.of("team-a")));

    private static final class FakeTracker implements OpenTicketAction.Tracker {
        private final List<String> titles = new ArrayList<>();

        @Override
        public Optional<String> find(String title) {
            return Optional.of(titles.indexOf(title)).filter(at -> at >= 0).map(at -> "TICKET-" + (at + 1));
        }

        @Override
        public String open(String title, Optional<String> team) {
            titles.add(title);
            return "TICKET-" + titles.size();
        }

        @Override
        public void close(String id) {
            titles.remove(Integer.parseInt(id.substring(id.indexOf('-') + 1)) - 1);
        }
    }

    @Test
    void opensATicket() {
        ticket.run().succeeds().hasOutput("/id", "TICKET-1").logs("Opened TICKET-1");
        assertEquals(List.of("Operate web"), tracker.titles);
    }

    @Test
    void aDryRunOpensNone() {
        ticket.dryRun().succeeds().hasOutput("/id", "TICKET-0").announcesNothing();
        assertEquals(List.of(), tracker.titles);
    }

    @Test
    void aProcessThatDiesOpensNoSecondOne() {
        ticket.interrupted().succeeds().hasOutput("/id", "TICKET-1");
        assertEquals(List.of("Operate web"), tracker.titles);
    }

    @Test
    void isUndoneWhenTheTaskFails() {
        ticket.undo().undid("closed TICKET-1");
        assertEquals(List.of(), tracker.titles);
    }

    @Test
    void needsATitle() {
        ticket.stepInput(Value.Obj.of("team", "team-a")).run().refusesInput("title");
    }
}
