package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/**
 * {@code github:issues:create}: creates an issue on GitHub, once. Undoing it closes the issue.
 */
public final class GitHubIssuesCreateAction
        implements UndoableAction<GitHubIssuesCreateAction.Input, GitHubIssuesCreateAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "github:issues:create", Input.class, Output.class)
            .description("Creates an issue on GitHub.")
            .example("Creates an issue with labels.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "title": "Set up monitoring", "labels": ["todo"]}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action.
     *
     * @param repoUrl {@code github.com?owner=acme&repo=widgets}
     * @param title of the issue
     * @param body of the issue
     * @param assignees logins
     * @param milestone its number
     * @param labels names
     * @param token to use instead of the integration's
     */
    public record Input(
            String repoUrl,
            String title,
            Optional<String> body,
            List<String> assignees,
            Optional<Value> milestone,
            List<String> labels,
            Optional<String> token) {}

    /**
     * Output of the action.
     *
     * @param issueUrl in the browser
     * @param issueNumber in its repository
     */
    public record Output(String issueUrl, long issueNumber) {}

    private final RepositoryTargets targets;

    /** With a client of its own. */
    public GitHubIssuesCreateAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public GitHubIssuesCreateAction(Integrations integrations, HttpClient client) {
        this.targets = new RepositoryTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        String what = "create the issue \"" + input.title() + "\" in " + target.slug();
        if (context.dryRun()) {
            context.log().info("Would " + what);
            return new Output(target.webUrl() + "/issues/42", 42);
        }
        return context.effect("create", Output.class, Effect.once(what, () -> create(input, target, what)));
    }

    private Output create(Input input, RepositoryTarget target, String what) throws IOException, InterruptedException {
        Value.Obj.Builder body = Value.Obj.builder().put("title", input.title());
        input.body().ifPresent(text -> body.put("body", text));
        input.milestone().ifPresent(milestone -> body.put("milestone", milestone));
        if (!input.assignees().isEmpty()) {
            body.put("assignees", Value.of(input.assignees()));
        }
        if (!input.labels().isEmpty()) {
            body.put("labels", Value.of(input.labels()));
        }
        Answer answer = ForgeApi.orThrow(target.api().send("POST", target.path("/issues"), body.build()), what);
        return new Output(answer.require("html_url"), answer.requireNumber("number"));
    }

    @Override
    public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) throws Exception {
        Optional<Output> created = context.checkpointed("create", Output.class);
        if (created.isEmpty()) {
            return Optional.empty();
        }
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        long number = created.get().issueNumber();
        Answer answer = target.api().send("PATCH", target.path("/issues/" + number), Value.Obj.of("state", "closed"));
        ForgeApi.orThrow(answer, "close the issue " + number);
        return Optional.of("closed the issue " + number + " of " + target.slug());
    }
}
