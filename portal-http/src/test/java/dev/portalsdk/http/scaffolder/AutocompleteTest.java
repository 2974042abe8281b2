package dev.portalsdk.http.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.scaffolder.Scaffolder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields of forms get the suggestions of the host's providers. */
class AutocompleteTest {
    private Catalog catalog;
    private Scaffolder scaffolder;
    private PortalHttp api;

    @BeforeEach
    void open() {
        catalog = Catalog.builder().build();
        scaffolder = ScaffolderFixture.open(catalog);
        api = PortalHttp.builder()
                .catalog(catalog)
                .scaffolder(scaffolder)
                .autocomplete("forge", AutocompleteTest::suggest)
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
        catalog.close();
    }

    private static List<FieldSuggestions.Suggestion> suggest(FieldSuggestions.Question question) throws IOException {
        if (question.resource().equals("down")) {
            throw new IOException("at 10.0.0.1");
        } else if (!question.resource().equals("repositories")) {
            throw new IllegalArgumentException("There is no resource " + question.resource());
        }
        assertEquals("hush", question.token().reveal());
        assertEquals(Map.of("workspace", "acme"), question.context());
        assertFalse(question.toString().contains("hush"));
        return List.of(
                FieldSuggestions.Suggestion.of("web"), new FieldSuggestions.Suggestion("pay", Optional.of("Payments")));
    }

    private Answer ask(String path, String body) {
        return Answers.send(api, "POST", "/api/scaffolder/v2/autocomplete/" + path, Optional.of(body));
    }

    @Test
    void aProviderAnswers() {
        Answer answer = ask("forge/repositories", "{\"token\":\"hush\",\"context\":{\"workspace\":\"acme\"}}");
        assertEquals("{\"results\":[{\"id\":\"web\"},{\"id\":\"pay\",\"title\":\"Payments\"}]}", answer.text());
    }

    @Test
    void whatCannotBeAnsweredIsTold() {
        assertEquals(400, ask("other/repositories", "{\"token\":\"hush\"}").status());
        assertEquals(400, ask("forge/repositories", "{}").status());
        assertEquals(
                400,
                ask("forge/repositories", "{\"token\":\"hush\",\"context\":{\"a\":1}}")
                        .status());
        assertEquals(400, ask("forge/wikis", "{\"token\":\"hush\"}").status());
        Answer down = ask("forge/down", "{\"token\":\"hush\"}");
        assertEquals(503, down.status());
        assertFalse(down.text().contains("10.0.0.1"), down.text());
    }
}
