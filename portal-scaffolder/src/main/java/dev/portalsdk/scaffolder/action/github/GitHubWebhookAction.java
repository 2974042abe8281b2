package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderAction.NoOutput;
import dev.portalsdk.scaffolder.UndoableAction;
import dev.portalsdk.scaffolder.action.internal.Choices;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/**
 * {@code github:webhook}: creates a webhook of a repository on GitHub. Undoing it deletes the webhook.
 */
public final class GitHubWebhookAction implements UndoableAction<GitHubWebhookAction.Input, NoOutput> {
    private static final ActionDescriptor<Input, NoOutput> DESCRIPTOR = ActionDescriptor.builder(
                    "github:webhook", Input.class, NoOutput.class)
            .description("Creates a webhook of a repository on GitHub.")
            .example("Tells a server of pushes and issues.", """
                    {"repoUrl": "github.com?owner=acme&repo=web", "webhookUrl": "https://hooks.acme.io/web", "events": ["push", "issues"]}
                    """)
            .supportsDryRun()
            .build();

    /**
     * Input of the action.
     *
     * @param repoUrl {@code github.com?owner=acme&repo=widgets}
     * @param webhookUrl where events are sent
     * @param webhookSecret to sign them with
     * @param events which; {@code push} unless set
     * @param active whether they are sent; true unless set
     * @param contentType {@code form} or {@code json}; form unless set
     * @param insecureSsl whether the certificate of the URL is not checked; false unless set
     * @param token to use instead of the integration's
     */
    public record Input(
            String repoUrl,
            String webhookUrl,
            Optional<String> webhookSecret,
            List<String> events,
            Optional<Boolean> active,
            Optional<String> contentType,
            Optional<Boolean> insecureSsl,
            Optional<String> token) {}

    private final RepositoryTargets targets;

    /** With a client of its own. */
    public GitHubWebhookAction(Integrations integrations) {
        this(integrations, ForgeApi.newClient());
    }

    /** With the host's client, which must not follow redirects: they would take the token elsewhere. */
    public GitHubWebhookAction(Integrations integrations, HttpClient client) {
        this.targets = new RepositoryTargets(DESCRIPTOR.id(), integrations, client);
    }

    @Override
    public ActionDescriptor<Input, NoOutput> descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public NoOutput run(Input input, ActionContext context) throws Exception {
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        Choices.require("contentType", input.contentType().orElse("form"), List.of("form", "json"));
        String what = "create the webhook " + input.webhookUrl() + " of " + target.slug();
        if (context.dryRun()) {
            context.log().info("Would " + what);
            return NoOutput.NONE;
        }
        ForgeApi api = target.api();
        context.effect(
                "create",
                Long.class,
                Effect.lookedUp(what, () -> find(api, target, input), () -> create(api, target, input, what)));
        return NoOutput.NONE;
    }

    private static Optional<Long> find(ForgeApi api, RepositoryTarget target, Input input)
            throws IOException, InterruptedException {
        Answer answer = ForgeApi.orThrow(api.get(target.path("/hooks?per_page=100")), "list the webhooks");
        for (Value hook : answer.json().asArr().orElse(Value.Arr.empty()).values()) {
            boolean same = hook.at("/config/url")
                    .flatMap(Value::asString)
                    .filter(input.webhookUrl()::equals)
                    .isPresent();
            if (same && hook.at("/id").orElse(Value.Null.NULL) instanceof Value.Num id) {
                return Optional.of(id.longValue());
            }
        }
        return Optional.empty();
    }

    private static long create(ForgeApi api, RepositoryTarget target, Input input, String what)
            throws IOException, InterruptedException {
        Value.Obj.Builder config = Value.Obj.builder()
                .put("url", input.webhookUrl())
                .put("content_type", input.contentType().orElse("form"))
                .put("insecure_ssl", input.insecureSsl().orElse(false) ? "1" : "0");
        input.webhookSecret().ifPresent(secret -> config.put("secret", secret));
        Value.Obj body = Value.Obj.of(
                "config",
                config.build(),
                "events",
                input.events().isEmpty() ? List.of("push") : input.events(),
                "active",
                input.active().orElse(true));
        return ForgeApi.orThrow(api.send("POST", target.path("/hooks"), body), what)
                .requireNumber("id");
    }

    @Override
    public Optional<String> undo(Input input, Optional<NoOutput> output, ActionContext context) throws Exception {
        Optional<Long> id = context.checkpointed("create", Long.class);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        RepositoryTarget target = targets.of(input.repoUrl(), input.token());
        Answer answer = target.api().delete(target.path("/hooks/" + id.get()));
        if (answer.status() != 404) {
            ForgeApi.orThrow(answer, "delete the webhook " + input.webhookUrl());
        }
        return Optional.of("deleted the webhook " + input.webhookUrl() + " of " + target.slug());
    }
}
