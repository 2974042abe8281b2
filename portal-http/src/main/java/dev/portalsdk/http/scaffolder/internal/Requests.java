package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.config.Secret;
import dev.portalsdk.http.exchange.EntitySource;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.Authored;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to be run, read from bodies, and what is wrong with it in Backstage's form. */
record Requests(EntitySource entities) {

    TaskRequest of(Template template, BodyInput body, Request request) {
        TaskRequest.Builder task =
                TaskRequest.builder(template).values(body.object("values").object());
        secrets(body).forEach(task::secret);
        user(request).ifPresent(task::user);
        return task.build();
    }

    static Map<String, Secret> secrets(BodyInput body) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        Optional<BodyInput> given = body.optionalObject("secrets");
        given.ifPresent(all -> all.object().keys().forEach(name -> secrets.put(name, Secret.of(all.text(name)))));
        return secrets;
    }

    /** The User entity; one who is in no catalog is made up, so that the task knows for whom it runs. */
    private Optional<Entity> user(Request request) {
        return request.principal()
                .user()
                .flatMap(ref -> Authored.entity(entities.find(ref, request).orElseGet(() -> made(ref))));
    }

    private static Value.Obj made(EntityRef ref) {
        return Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", "User")
                .put("metadata", Value.Obj.of("name", ref.name(), "namespace", ref.namespace()))
                .put("spec", Value.Obj.of("memberOf", Value.Arr.of(List.of())))
                .build();
    }

    // As Backstage, in the words of its schema validator.
    static Response rejected(List<Diagnostic> findings) {
        List<Value> errors = new ArrayList<>();
        for (Diagnostic finding : findings) {
            List<String> path = List.of(finding.pointer().replaceFirst("^/", "").split("/"));
            boolean root = finding.pointer().isEmpty();
            String property = root ? "instance" : "instance." + String.join(".", path);
            errors.add(Value.Obj.builder()
                    .put("path", Value.Arr.ofStrings(root ? List.of() : path))
                    .put("property", property)
                    .put("message", finding.messageWithHint())
                    .put("name", finding.ruleId())
                    .put("stack", finding.messageWithHint())
                    .build());
        }
        return Response.status(400).json(Value.Obj.of("errors", Value.Arr.of(errors)));
    }
}
