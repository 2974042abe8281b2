package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;

/**
 * {@code github:actions:dispatch}: starts a workflow of a repository on GitHub, once. It cannot be undone.
 */
public final class GitHubActionsDispatchAction
        implements ScaffolderAction<GitHubActionsDispatchAction.Input, GitHubActionsDispatchAction.Output> {
    private static final ActionDescriptor<Input, Output> DESCRIPTOR = ActionDescriptor.builder(
                    "github:actions:dispatch", Input.class, Output.class)
            .description("Starts a workflow of a repository on GitHub.")
            .example("Starts a workflow with an input.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "workflowId": "deploy.yml", "branchOrTagName": "main", "workflowInputs": {"environment": "test"}}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action.
     *
     * @param repoUrl {@code github.com?owner=acme&repo=widgets}
     * @param workflowId file name or number of the workflow
     * @param branchOrTagName where to run it
     * @param workflowInputs what it is given
     * @param returnWorkflowRunDetails whether the outputs are wanted; false unless set
     * @param token to use instead of the integration's
     */
    public record Input(
            String repoUrl,
            String workflowId,
            String branchOrTagName,
            Map<String, String> workflowInputs,
            Optional<Boolean> returnWorkflowRunDetails,
            Optional<String> token) {}

    /**
     * Output of the action, if it was asked for.
     *
     * @param workflowRunId number of the run
     * @param workflowRunUrl of the run in the API
     * @param workflowRunHtmlUrl of the run in the browser
     */
    public record Output(
            Optional<Long> workflowRunId, Optional<String> workflowRunUrl, Optional<String> workflowRunHtmlUrl) {}

    private final RepositoryTargets targets;

    /** With a client of its own. */
    public GitHubActionsDispatchAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public GitHubActionsDispatchAction(Integrations integrations, HttpClient client) {
        this.targets = new RepositoryTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, Output> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public Output run(Input input, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        boolean details = input.returnWorkflowRunDetails().orElse(false);
        String what =
                "start the workflow " + input.workflowId() + " of " + target.slug() + " on " + input.branchOrTagName();
        if (context.dryRun()) {
            context.log().info("Would " + what);
            return new Output(
                    details ? Optional.of(0L) : Optional.empty(),
                    details
                            ? Optional.of(target.integration().apiBaseUrl() + target.path("/actions/runs/0"))
                            : Optional.empty(),
                    details ? Optional.of(target.webUrl() + "/actions/runs/0") : Optional.empty());
        }
        return context.effect("dispatch", Output.class, Effect.once(what, () -> dispatch(input, target, what)));
    }

    private Output dispatch(Input input, RepositoryTarget target, String what)
            throws IOException, InterruptedException {
        Value.Obj.Builder body =
                Value.Obj.builder().put("ref", input.branchOrTagName()).put("inputs", Value.of(input.workflowInputs()));
        if (input.returnWorkflowRunDetails().orElse(false)) {
            body.put("return_run_details", true);
        }
        String path = target.path("/actions/workflows/" + WebUrl.encodeSegment(input.workflowId()) + "/dispatches");
        Value.Obj run = ForgeApi.orThrow(target.api().send("POST", path, body.build()), what)
                .body();
        Optional<Long> id = run.get("workflow_run_id").orElse(Value.Null.NULL) instanceof Value.Num number
                ? Optional.of(number.longValue())
                : Optional.empty();
        return new Output(id, run.string("run_url"), run.string("html_url"));
    }
}
