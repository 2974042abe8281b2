package dev.portalsdk.samples.portal.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Template;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a form asks for, reads and refuses. */
class TemplateFormTest {
    private static final String HEAD = """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata: {name: t}
            spec:
              owner: group:a
              type: service
              steps: [{id: log, name: Log, action: 'debug:log', input: {message: hi}}]
              parameters:
            """;

    private static TemplateForm form(String pages) {
        String indented = pages.indent(4);
        return TemplateForm.of(Template.read("template.yaml", HEAD + indented).orThrow(), Value.Obj.empty());
    }

    private static Parameters sent(Map<String, String> fields) {
        return Parameters.parse(fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Set<String> shown(TemplateForm form) {
        return ActiveSchema.of(form.pages().get(0).schema(), form.values())
                .properties()
                .keySet();
    }

    private static final String DEPENDENT = """
            - title: A
              properties:
                scheduled: {type: boolean, default: false}
                channel: {type: string, enum: [mail, chat]}
                name: {type: string}
              dependencies:
                scheduled:
                  oneOf:
                    - properties: {scheduled: {const: false}}
                    - properties: {scheduled: {const: true}, date: {type: string, format: date}}
                      required: [date]
                name: [channel]
              allOf:
                - if: {properties: {channel: {const: chat}}, required: [channel]}
                  then: {properties: {room: {type: string, pattern: '^#'}}, required: [room]}
                  else: {properties: {address: {type: string}}}
            """;

    @Test
    void choicesBringFieldsAndTakeThemAway() {
        TemplateForm empty = form(DEPENDENT);
        assertEquals(Set.of("scheduled", "channel", "name", "address"), shown(empty));
        TemplateForm chat =
                empty.with(0, sent(Map.of("/channel", "chat", "/scheduled#here", "1", "/scheduled", "true")));
        assertEquals(Set.of("scheduled", "channel", "name", "room", "date"), shown(chat));
        assertEquals(Set.of("/room", "/date"), chat.errors(0).keySet());
        TemplateForm filled = chat.with(
                0,
                sent(Map.of(
                        "/channel",
                        "chat",
                        "/scheduled#here",
                        "1",
                        "/scheduled",
                        "true",
                        "/room",
                        "#dev",
                        "/date",
                        "2026-01-31")));
        assertEquals(Map.of(), filled.errors(0));
        TemplateForm back = filled.with(0, sent(Map.of("/channel", "mail", "/scheduled#here", "1", "/room", "#dev")));
        assertEquals(Set.of("scheduled", "channel", "name", "address"), shown(back));
        assertEquals(Value.Bool.FALSE, back.values().get("scheduled").orElseThrow());
    }

    @Test
    void aValueMayRequireAnother() {
        TemplateForm form = form(DEPENDENT).with(0, sent(Map.of("/name", "x", "/channel", "", "/scheduled#here", "1")));
        assertEquals(List.of("Fill this in."), form.errors(0).get("/channel"));
    }

    @Test
    void textsBecomeWhatTheSchemaAsksFor() {
        TemplateForm form = form("""
                - title: A
                  properties:
                    port: {type: integer, minimum: 1}
                    size: {type: number}
                    tags: {type: array, items: {type: string}}
                    choices: {type: array, items: {type: string, enum: [a, b, c]}}
                    level: {type: integer, enum: [1, 2], enumNames: [Low, High]}
                    nested: {type: object, properties: {name: {type: string}}, required: [name]}
                    free: {type: object}
                """);
        TemplateForm filled = form.with(
                0,
                Parameters.parse(
                        "/port=80&/size=1.5&/tags=one%0D%0Atwo%0A&/choices%23here=1&/choices=a&/choices=c&/level=2"
                                + "&/nested/name=n&/free=%7B%22k%22%3A%5B1%5D%7D"));
        assertEquals(
                Value.parseJson(
                        "{\"port\":80,\"size\":1.5,\"tags\":[\"one\",\"two\"],\"choices\":[\"a\",\"c\"],\"level\":2,"
                                + "\"nested\":{\"name\":\"n\"},\"free\":{\"k\":[1]}}"),
                filled.values());
        assertEquals(Map.of(), filled.errors(0));
        assertTrue(form.with(0, sent(Map.of("/port", "eighty"))).errors(0).containsKey("/port"));
        assertTrue(form.with(0, sent(Map.of("/port", "0"))).errors(0).containsKey("/port"));
        assertTrue(form.with(0, sent(Map.of("/level", "3"))).errors(0).containsKey("/level"));
    }

    @Test
    void aRepositoryIsWrittenAsBackstageDoes() {
        TemplateForm form = form("""
                - title: A
                  required: [repo]
                  properties:
                    repo: {type: string, ui:field: RepoUrlPicker}
                """);
        TemplateForm filled =
                form.with(0, sent(Map.of("/repo#host", "github.com", "/repo#owner", "my org", "/repo#repo", "web")));
        assertEquals(
                "github.com?owner=my+org&repo=web",
                filled.values().string("repo").orElseThrow());
        assertEquals(Map.of(), filled.errors(0));
        TemplateForm half =
                form.with(0, sent(Map.of("/repo#host", "github.com", "/repo#owner", "myorg", "/repo#repo", "")));
        assertEquals(
                List.of("Name the owner and the repository."), half.errors(0).get("/repo"));
        assertEquals(
                List.of("Fill this in."),
                form.with(0, sent(Map.of("/repo#repo", ""))).errors(0).get("/repo"));
    }

    @Test
    void secretsGoBesideTheParametersAndAreNotShown() {
        TemplateForm form = form("""
                - title: A
                  properties:
                    token: {type: string, ui:field: Secret}
                    name: {type: string}
                """);
        TemplateForm filled = form.with(0, sent(Map.of("/token", "hunter2", "/name", "n")));
        assertEquals(Value.Obj.of("name", "n"), filled.parameters());
        assertEquals("hunter2", filled.secrets().get("token").reveal());
        TemplateForm again = filled.with(0, sent(Map.of("/token", "", "/name", "m")));
        assertEquals("hunter2", again.secrets().get("token").reveal(), "an empty field keeps it");
    }

    @Test
    void orderIsWhatTheAuthorSays() {
        TemplateForm form = form("""
                - title: A
                  ui:order: [c, '*', a]
                  properties: {a: {type: string}, b: {type: string}, c: {type: string}}
                """);
        assertEquals(List.of("c", "b", "a"), List.copyOf(shown(form)));
    }

    @Test
    void theSeedsTemplateIsRead() throws Exception {
        Template template = Template.read(Path.of("data/templates/python-service/template.yaml"))
                .orThrow();
        TemplateForm form = TemplateForm.of(template, Value.Obj.empty());
        assertEquals(2, form.pages().size());
        assertEquals(Set.of("/name", "/owner"), form.errors(0).keySet());
        assertFalse(form.with(0, sent(Map.of("/name", "a_b", "/owner", "group:x")))
                .errors(0)
                .isEmpty());
    }
}
