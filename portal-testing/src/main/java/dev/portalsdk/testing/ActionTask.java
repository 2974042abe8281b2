package dev.portalsdk.testing;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.Workspace;
import dev.portalsdk.scaffolder.task.OnFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A template of one step around an action: files are put into the workspace before it and looked at behind it. */
final class ActionTask {
    /** The step that is tested. */
    static final String STEP = "action";

    private static final String PREPARE = "portal-testing:prepare";
    private static final String LOOK = "portal-testing:look";
    private static final String FAIL = "portal-testing:fail";

    private final ScaffolderAction<?, ?> action;
    private final Map<String, byte[]> before;
    private final Map<String, byte[]> after = new LinkedHashMap<>();

    ActionTask(ScaffolderAction<?, ?> action, Map<String, byte[]> before) {
        this.action = action;
        this.before = before;
    }

    /** The files behind the step, once the task is over. */
    Map<String, byte[]> filesAfter() {
        return after;
    }

    List<ScaffolderAction<?, ?>> actions() {
        return List.of(
                action,
                new Work(PREPARE, context -> write(context.workspace())),
                new Work(LOOK, context -> read(context.workspace())),
                new Work(FAIL, context -> {
                    throw new ScaffolderException("This test fails the task, so that the action is undone");
                }));
    }

    /**
     * The request for a task.
     *
     * @param fails whether the task is to fail behind the step, and to be undone
     */
    TaskRequest request(
            Value.Obj input, boolean fails, Map<String, Secret> secrets, Optional<Entity> user, Optional<String> url) {
        Value.Obj.Builder rendered = Value.Obj.builder();
        Value.Obj.Builder values = Value.Obj.builder();
        int number = 0;
        for (String key : input.keys()) {
            String name = "in" + number++;
            values.put(name, input.get(key).orElseThrow());
            rendered.put(key, "${{ parameters." + name + " }}"); // as it is, whatever it holds
        }
        TaskRequest.Builder request =
                TaskRequest.builder(template(rendered.build(), fails, url)).values(values.build());
        secrets.forEach(request::secret);
        user.ifPresent(request::user);
        return request.onFailure(fails ? OnFailure.UNDO : OnFailure.KEEP).build();
    }

    private Template template(Value.Obj input, boolean fails, Optional<String> url) {
        List<Value> steps = new ArrayList<>();
        steps.add(Value.Obj.of("id", "prepare", "action", PREPARE));
        steps.add(Value.Obj.of("id", STEP, "action", action.descriptor().id(), "input", input));
        steps.add(Value.Obj.of("id", "look", "action", LOOK, "if", "${{ always() }}"));
        if (fails) {
            steps.add(Value.Obj.of("id", "fail", "action", FAIL));
        }
        Value.Obj document = Value.Obj.builder()
                .put("apiVersion", "scaffolder.backstage.io/v1beta3")
                .put("kind", "Template")
                .put("metadata", Value.Obj.of("name", "action-test"))
                .put("spec", Value.Obj.of("type", "test", "steps", Value.Arr.of(steps)))
                .build();
        return Template.of(EntityDescriptor.of(document, url.orElse(""))).orThrow();
    }

    private void write(Workspace workspace) throws IOException {
        for (Map.Entry<String, byte[]> file : before.entrySet()) {
            Path path = workspace.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private void read(Workspace workspace) throws IOException {
        after.clear();
        for (String path : workspace.files()) {
            after.put(path, Files.readAllBytes(workspace.resolve(path)));
        }
    }

    /** A step of the test's own. */
    private record Work(String id, Body body) implements ScaffolderAction<Value.Obj, ScaffolderAction.NoOutput> {
        private interface Body {
            void run(ActionContext context) throws IOException;
        }

        @Override
        public ActionDescriptor<Value.Obj, ScaffolderAction.NoOutput> descriptor() {
            return ActionDescriptor.builder(id, Value.Obj.class, ScaffolderAction.NoOutput.class)
                    .changesOnlyWorkspace()
                    .build();
        }

        @Override
        public ScaffolderAction.NoOutput run(Value.Obj input, ActionContext context) throws IOException {
            body.run(context);
            return ScaffolderAction.NoOutput.NONE;
        }
    }
}
