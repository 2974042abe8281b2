package dev.portalsdk.scaffolder.action.gitlab;

import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.Choices;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Creates, configures and deletes one project through GitLab's API. */
record GitLabProject(ProjectTarget target, ActionContext context) {
    private static final String CREATED = "create-project";
    private static final int OWNER = 50;
    /** As upstream sends them. */
    private static final Value.Obj VARIABLE_DEFAULTS = Value.Obj.builder()
            .put("variable_type", "env_var")
            .put("protected", false)
            .put("masked", false)
            .put("masked_and_hidden", false)
            .put("raw", false)
            .put("environment_scope", "*")
            .build();

    /**
     * What GitLab says of a project.
     *
     * @param path of its groups and itself
     * @param url where to clone it from
     */
    record Known(long id, String path, String url, Optional<String> defaultBranch) {
        static Known of(Answer answer) {
            return new Known(
                    answer.requireNumber("id"),
                    answer.require("path_with_namespace"),
                    answer.require("http_url_to_repo"),
                    answer.body().string("default_branch"));
        }

        /** In the browser. */
        String webUrl() {
            return url.replaceFirst("\\.git$", "");
        }
    }

    private ForgeApi api() {
        return target.api();
    }

    Optional<Known> find() throws IOException, InterruptedException {
        Answer answer = api().get(target.path(""));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(Known.of(ForgeApi.orThrow(answer, "look for the project " + target.id())));
    }

    /** Creates it, unless this step has already. */
    Known create(Value.Obj settings) throws Exception {
        return context.effect(
                CREATED,
                Known.class,
                Effect.lookedUp("create the project " + target.id(), this::find, () -> createNow(settings)));
    }

    private Known createNow(Value.Obj settings) throws IOException, InterruptedException {
        context.log().info("Creating the project " + target.id());
        Answer namespace = api().get("/namespaces/" + WebUrl.encodeSegment(target.owner()));
        if (namespace.status() == 404) {
            throw new ScaffolderException(
                    "The namespace " + target.owner() + " is not there, or the token may not see it");
        }
        long group = ForgeApi.orThrow(namespace, "find the namespace " + target.owner())
                .requireNumber("id");
        Value.Obj body = settings.with("namespace_id", Value.Num.of(group));
        return Known.of(ForgeApi.orThrow(api().send("POST", "/projects", body), "create the project " + target.id()));
    }

    /** Makes the user whose token the input has an owner of the project. */
    void addOwnerOfToken() throws IOException, InterruptedException {
        long user =
                ForgeApi.orThrow(api().get("/user"), "say whose token it is").requireNumber("id");
        Optional<ForgeApi> privileged = target.apiOfIntegration();
        if (privileged.isPresent()) {
            Answer answer = addOwner(privileged.get(), user);
            if (answer.status() != 409) { // a member already
                ForgeApi.orThrow(answer, "add an owner to the project " + target.id());
            }
        }
    }

    /** Makes a user an owner; what people can do by hand is only warned of. */
    void addOwner(String username) throws IOException, InterruptedException {
        Optional<ForgeApi> privileged = target.apiOfIntegration();
        if (privileged.isEmpty()) {
            return;
        }
        Optional<Long> user = user(privileged.get(), username);
        Optional<String> problem = Optional.of("there is no such user");
        if (user.isPresent()) {
            Answer answer = addOwner(privileged.get(), user.get());
            problem = Optional.of(answer.problem()).filter(text -> !answer.succeeded() && answer.status() != 409);
        }
        problem.ifPresent(
                why -> context.log().warn("GitLab did not make " + username + " an owner of the project: " + why));
    }

    private Answer addOwner(ForgeApi privileged, long user) throws IOException, InterruptedException {
        return privileged.send("POST", target.path("/members"), Value.Obj.of("user_id", user, "access_level", OWNER));
    }

    /** The number of a user. */
    static Optional<Long> user(ForgeApi api, String username) throws IOException, InterruptedException {
        Answer answer = api.get("/users?username=" + WebUrl.encodeSegment(username));
        return answer.list().stream().map(user -> user.requireNumber("id")).findFirst();
    }

    void addBranch(PublishGitLabAction.Branch branch) throws IOException, InterruptedException {
        if (branch.create().orElse(false)) {
            Answer there = api().get(target.path("/repository/branches/" + WebUrl.encodeSegment(branch.name())));
            if (!there.succeeded()) {
                Value.Obj body = Value.Obj.of(
                        "branch", branch.name(), "ref", branch.ref().orElse("master"));
                ForgeApi.orThrow(
                        api().send("POST", target.path("/repository/branches"), body),
                        "create the branch " + branch.name());
            }
        }
        if (branch.protect().orElse(false)) {
            Answer answer = api().send("POST", target.path("/protected_branches"), Value.Obj.of("name", branch.name()));
            if (answer.status() != 409) { // GitLab protects the first branch by itself
                ForgeApi.orThrow(answer, "protect the branch " + branch.name());
            }
        }
    }

    /** @throws ScaffolderException if it is no variable */
    static void checkVariable(Value.Obj variable) {
        if (variable.string("key").isEmpty() || variable.string("value").isEmpty()) {
            throw new ScaffolderException("Each of projectVariables needs a key and a value, both texts");
        }
        Choices.require(
                "variable_type", variable.string("variable_type").orElse("env_var"), List.of("env_var", "file"));
    }

    void addVariable(Value.Obj variable) throws IOException, InterruptedException {
        String key = variable.string("key").orElseThrow();
        Value.Obj.Builder body = VARIABLE_DEFAULTS.toBuilder();
        variable.forEach(body::put);
        Answer answer = api().send("POST", target.path("/variables"), body.build());
        boolean there = answer.status() == 400
                && api().get(target.path("/variables/" + WebUrl.encodeSegment(key)))
                        .succeeded();
        if (!there) { // else from an earlier attempt of this step: the project is new
            ForgeApi.orThrow(answer, "set the variable " + key);
        }
    }

    /** Deletes it if this step has created it. @return what was done */
    Optional<String> undo() throws IOException, InterruptedException {
        Optional<Known> created = context.checkpointed(CREATED, Known.class);
        if (created.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = api().delete("/projects/" + created.get().id());
        if (answer.status() != 404) {
            ForgeApi.orThrow(answer, "delete the project " + target.id());
        }
        return Optional.of("deleted the project " + target.id());
    }

    /** What GitLab says of it. @throws ScaffolderException if it is not there */
    Known require() throws IOException, InterruptedException {
        return find().orElseThrow(() -> new ScaffolderException("There is no project " + target.id() + " on "
                + target.integration().host() + ", or the token may not see it"));
    }
}
