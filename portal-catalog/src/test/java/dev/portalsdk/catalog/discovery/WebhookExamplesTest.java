package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.discovery.EventReceiver.Outcome;
import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payloads as GitHub sends them, from the npm package @octokit/webhooks-examples. */
@Tag("oracle")
class WebhookExamplesTest {
    private final List<ScmEvent> heard = new ArrayList<>();
    private final EventReceiver receiver = EventReceiver.builder()
            .gitHubSecret(Secret.of(RepositoryMovesTest.SECRET))
            .listener(heard::add)
            .build();

    private Outcome receive(String event, Value payload) {
        heard.clear();
        byte[] body = payload.toJson().getBytes(StandardCharsets.UTF_8);
        return receiver.receive(
                Map.of("X-GitHub-Event", event, "X-Hub-Signature-256", RepositoryMovesTest.signature(body)), body);
    }

    @Test
    void everyEventOfGitHubIsUnderstoodOrLeftAlone() throws Exception {
        List<Value> events = NpmPackage.of("@octokit/webhooks-examples", "7.6.1")
                .json("api.github.com/index.json")
                .asArr()
                .orElseThrow()
                .values();
        int pushes = 0;
        int repositories = 0;
        int others = 0;
        for (Value event : events) {
            String name = event.at("/name").flatMap(Value::asString).orElseThrow();
            for (Value payload :
                    event.at("/examples").flatMap(Value::asArr).orElseThrow().values()) {
                Outcome outcome = receive(name, payload);
                if (name.equals("push")) {
                    pushes++;
                    assertPush(payload, outcome);
                } else if (name.equals("repository")) {
                    repositories++;
                    assertRepository(payload, outcome);
                } else {
                    others++;
                    assertEquals(Outcome.IGNORED, outcome, name);
                }
            }
        }
        assertTrue(pushes >= 5 && repositories >= 10 && others >= 100, pushes + " " + repositories + " " + others);
    }

    private static String text(Value payload, String pointer) {
        return payload.at(pointer).flatMap(Value::asString).orElseThrow();
    }

    private void assertPush(Value payload, Outcome outcome) {
        String ref = text(payload, "/ref");
        if (!ref.startsWith("refs/heads/")) {
            assertEquals(Outcome.IGNORED, outcome);
            return;
        }
        assertEquals(Outcome.TAKEN, outcome);
        ScmEvent.Pushed pushed = assertInstanceOf(ScmEvent.Pushed.class, heard.get(0));
        assertEquals(text(payload, "/repository/html_url"), pushed.repositoryUrl());
        assertEquals(ref, "refs/heads/" + pushed.branch());
        assertEquals(payload.at("/forced").equals(Optional.of(Value.Bool.FALSE)), pushed.complete(), "forced or not");
        Set<String> named = new java.util.TreeSet<>();
        for (Value commit :
                payload.at("/commits").flatMap(Value::asArr).orElseThrow().values()) {
            for (String kind : List.of("/added", "/modified", "/removed")) {
                named.addAll(commit.at(kind).flatMap(Value::asArr).orElseThrow().strings());
            }
        }
        assertEquals(named, new java.util.TreeSet<>(pushed.paths()));
    }

    private void assertRepository(Value payload, Outcome outcome) {
        assertEquals(Outcome.TAKEN, outcome);
        String url = text(payload, "/repository/html_url");
        ScmEvent event = heard.get(0);
        assertEquals(url, event.repositoryUrl());
        switch (text(payload, "/action")) {
            case "renamed" ->
                assertEquals(
                        new ScmEvent.Moved(
                                url,
                                text(payload, "/repository/owner/html_url") + "/"
                                        + text(payload, "/changes/repository/name/from")),
                        event);
            case "transferred" -> {
                Value from = payload.at("/changes/owner/from/organization")
                        .or(() -> payload.at("/changes/owner/from/user"))
                        .orElseThrow();
                assertEquals(
                        new ScmEvent.Moved(url, text(from, "/html_url") + "/" + text(payload, "/repository/name")),
                        event);
            }
            default -> assertEquals(new ScmEvent.Changed(url, text(payload, "/action")), event);
        }
    }
}
