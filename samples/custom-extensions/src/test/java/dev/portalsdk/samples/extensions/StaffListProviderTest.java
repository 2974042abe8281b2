package dev.portalsdk.samples.extensions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.testing.ProviderTester;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StaffListProviderTest {
    private static final String URL = "https://hr.acme.test/staff.csv";

    private final InMemoryUrlReader reader = new InMemoryUrlReader()
            .put(URL, "alice,Alice Archer,team-a\nbob,Bob Baker,team-a\ncarol,Carol Cook,team-b\n");
    private final StaffListProvider provider = new StaffListProvider(reader, URL);

    @Test
    void everyLineIsAUserOfATeam() throws IOException {
        try (ProviderTester tester = ProviderTester.connect(provider)) {
            provider.poll();
            tester.givesOnly("user:alice", "user:bob", "user:carol", "group:team-a", "group:team-b")
                    .hasNoErrors()
                    .hasField("user:alice", "/spec/profile/displayName", "Alice Archer")
                    .hasRelation("user:bob", "memberOf", "group:team-a")
                    .lastMutation()
                    .isFull();
        }
    }

    @Test
    void whoIsNoLongerListedGoes() throws IOException {
        try (ProviderTester tester = ProviderTester.connect(provider)) {
            provider.poll();
            reader.put(URL, "alice,Alice Archer,team-a\ncarol,Carol Cook,team-b\n");
            provider.poll();
            tester.givesNot("user:bob").gives("user:alice");
            provider.poll();
            assertEquals(2, tester.mutations().size(), "an unchanged list is no mutation");
        }
    }

    @Test
    void aListThatCannotBeReadChangesNothing() throws IOException {
        try (ProviderTester tester = ProviderTester.connect(provider)) {
            provider.poll();
            reader.fail(URL, "the server answers 500");
            assertThrows(SourceException.class, provider::poll);
            tester.gives("user:alice", "user:bob", "user:carol");
        }
    }

    @Test
    void aLineOfAnotherFormIsRefusedByName() {
        reader.put(URL, "alice;Alice Archer;team-a\n");
        try (ProviderTester tester = ProviderTester.connect(provider)) {
            IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, provider::poll);
            assertEquals(
                    URL + ": expected name,display name,team, but found: alice;Alice Archer;team-a",
                    failure.getMessage());
            tester.givesOnly();
        }
    }
}
