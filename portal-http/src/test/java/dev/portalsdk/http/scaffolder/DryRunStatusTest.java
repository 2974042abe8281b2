package dev.portalsdk.http.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.source.NotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose fault a failed dry run is shows in the status of the answer; what went wrong on the host does not show. */
class DryRunStatusTest {

    /** Fails in the way that its input names. */
    private record Failing() implements ScaffolderAction<Failing.Input, ScaffolderAction.NoOutput> {
        record Input(String how) {}

        @Override
        public ActionDescriptor<Input, NoOutput> descriptor() {
            return ActionDescriptor.builder("test:fail", Input.class, NoOutput.class)
                    .supportsDryRun()
                    .build();
        }

        @Override
        public NoOutput run(Input input, ActionContext context) throws Exception {
            switch (input.how()) {
                case "author" -> throw new ScaffolderException("There is no branch main");
                case "refused" -> context.workspace().resolve("../beside");
                case "missing" -> throw new NotFoundException("https://a.example/skeleton", "it is gone");
                case "disk" -> throw new IOException("/srv/portal/work/7: no space left");
                case "service" -> throw new ScaffolderException("Cannot ask", new IOException("10.0.0.1: reset"));
                default -> throw new StackOverflowError();
            }
            return NoOutput.NONE;
        }
    }

    private static Answer dryRun(String how) {
        try (Catalog catalog = Catalog.builder().build();
                Scaffolder scaffolder =
                        Scaffolder.builder().action(new Failing()).build()) {
            PortalHttp api =
                    PortalHttp.builder().catalog(catalog).scaffolder(scaffolder).build();
            Value step = Value.Obj.of("id", "a", "action", "test:fail", "input", Value.Obj.of("how", how));
            Value template = Value.Obj.builder()
                    .put("apiVersion", "scaffolder.backstage.io/v1beta3")
                    .put("kind", "Template")
                    .put("metadata", Value.Obj.of("name", "failing"))
                    .put("spec", Value.Obj.of("type", "service", "owner", "team", "steps", Value.Arr.of(step)))
                    .build();
            Value body = Value.Obj.of("template", template, "values", Value.Obj.empty());
            return Answers.send(api, "POST", "/api/scaffolder/v2/dry-run", Optional.of(body.toJson()));
        }
    }

    private static void assertTold(int status, String name, String message, Answer answer) {
        assertEquals(status, answer.status(), answer::text);
        Value error = answer.json().at("/error").orElseThrow();
        assertEquals(Optional.of(Value.Str.of(name)), error.at("/name"));
        assertTrue(error.toJson().contains(message), error::toJson);
    }

    @Test
    void whoAsksIsToldWhatTheyCanMend() {
        assertTold(400, "InputError", "There is no branch main", dryRun("author"));
        assertTold(403, "NotAllowedError", "../beside", dryRun("refused"));
        assertTold(404, "NotFoundError", "https://a.example/skeleton", dryRun("missing"));
    }

    @Test
    void whatWentWrongOnTheHostIsLeftToItsLog() {
        for (String how : new String[] {"disk", "service", "overflow"}) {
            Answer answer = dryRun(how);
            assertTold(500, "Error", "logId=", answer);
            assertFalse(answer.text().contains("/srv/portal"), answer::text);
            assertFalse(answer.text().contains("10.0.0.1"), answer::text);
            assertFalse(answer.text().contains("StackOverflow"), answer::text);
        }
    }
}
