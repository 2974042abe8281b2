package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Creates, configures and deletes one repository through GitHub's API. */
record GitHubRepository(ForgeApi api, RepositoryTarget target, ActionContext context) {
    private static final String CREATED = "create-repository";

    /** Creates it, unless this step has already. @return where to clone it from */
    String create(RepositorySettings settings) throws Exception {
        settings.check();
        // Asked before the first attempt only: later a repository of this name is ours.
        context.checkpoint("name-is-free", Boolean.class, () -> requireFree());
        return context.effect(
                CREATED,
                String.class,
                Effect.lookedUp("create the repository " + target.slug(), () -> cloneUrl(), () -> createNow(settings)));
    }

    private boolean requireFree() throws IOException, InterruptedException {
        if (cloneUrl().isPresent()) {
            throw new ScaffolderException("Cannot create the repository " + target.slug()
                    + ": name already exists on this account; choose another name");
        }
        return true;
    }

    /** Where to clone it from, if it is there. */
    private Optional<String> cloneUrl() throws IOException, InterruptedException {
        Answer answer = api.get(target.path(""));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(ForgeApi.orThrow(answer, "look for the repository " + target.slug())
                        .require("clone_url"));
    }

    private String createNow(RepositorySettings settings) throws IOException, InterruptedException {
        String visibility = settings.repoVisibility().orElse("private");
        String owner = target.place().owner();
        context.log().info("Creating the " + visibility + " repository " + target.slug());
        boolean organization = isOrganization(owner);
        Value.Obj.Builder body =
                settings.body().put("name", target.place().name()).put("private", !visibility.equals("public"));
        if (organization) {
            body.put("visibility", visibility);
            settings.customProperties().ifPresent(properties -> body.put("custom_properties", properties));
        } else if (visibility.equals("internal")) {
            throw new ScaffolderException("Only organisations have internal repositories; " + owner + " is a user");
        }
        String path = organization ? "/orgs/" + WebUrl.encodeSegment(owner) + "/repos" : "/user/repos";
        return ForgeApi.orThrow(api.send("POST", path, body.build()), "create the repository " + target.slug())
                .require("clone_url");
    }

    private boolean isOrganization(String owner) throws IOException, InterruptedException {
        Answer account = ForgeApi.orThrow(api.get("/users/" + WebUrl.encodeSegment(owner)), "find the owner " + owner);
        return account.body().string("type").filter("Organization"::equals).isPresent();
    }

    /** Everything that can be set before there is a commit. What people can do by hand is only warned of. */
    void configure(RepositorySettings settings) throws IOException, InterruptedException {
        if (settings.access().isPresent()) {
            String access = settings.access().get();
            boolean team = access.contains("/");
            if (!access.equals(target.place().owner())) {
                grant(access.substring(access.indexOf('/') + 1), team, "admin");
            }
        }
        for (GitHubInputs.Collaborator collaborator : settings.collaborators()) {
            String name = collaborator.user().or(collaborator::team).orElse("");
            // As entityRefToName upstream: a ref of the catalog stands for the name in it.
            grant(
                    name.replaceFirst("^[^:/]+:", "").replaceFirst("^[^/]+/", ""),
                    collaborator.team().isPresent(),
                    collaborator.access());
        }
        if (!settings.topics().isEmpty()) {
            List<String> topics = settings.topics().stream()
                    .map(topic -> topic.toLowerCase(Locale.ROOT))
                    .toList();
            orWarn(api.send("PUT", target.path("/topics"), Value.Obj.of("names", topics)), "set the topics");
        }
        for (Map.Entry<String, String> variable : settings.repoVariables().entrySet()) {
            addVariable(variable.getKey(), variable.getValue());
        }
        addSecrets(settings.secrets());
        configureActions(settings);
    }

    private void grant(String name, boolean team, String permission) throws IOException, InterruptedException {
        String path = team
                ? "/orgs/" + WebUrl.encodeSegment(target.place().owner()) + "/teams/" + WebUrl.encodeSegment(name)
                        + target.path("")
                : target.path("/collaborators/" + WebUrl.encodeSegment(name));
        orWarn(api.send("PUT", path, Value.Obj.of("permission", permission)), "give " + name + " access");
    }

    private void addVariable(String name, String value) throws IOException, InterruptedException {
        Answer answer = api.send("POST", target.path("/actions/variables"), Value.Obj.of("name", name, "value", value));
        if (answer.status() != 409) { // it is there, from an earlier attempt of this step
            ForgeApi.orThrow(answer, "set the variable " + name);
        }
    }

    /** Each is put, so that an earlier attempt of this step does no harm. */
    private void addSecrets(Map<String, String> secrets) throws IOException, InterruptedException {
        if (secrets.isEmpty()) {
            return;
        }
        Answer key = ForgeApi.orThrow(
                api.get(target.path("/actions/secrets/public-key")), "give the key for secrets of " + target.slug());
        byte[] publicKey = Base64.getMimeDecoder().decode(key.require("key"));
        for (Map.Entry<String, String> secret : secrets.entrySet()) {
            byte[] sealed = SealedBox.seal(publicKey, secret.getValue().getBytes(StandardCharsets.UTF_8));
            Value.Obj body = Value.Obj.of(
                    "encrypted_value", Base64.getEncoder().encodeToString(sealed), "key_id", key.require("key_id"));
            ForgeApi.orThrow(
                    api.send("PUT", target.path("/actions/secrets/" + WebUrl.encodeSegment(secret.getKey())), body),
                    "set the secret " + secret.getKey());
        }
    }

    private void configureActions(RepositorySettings settings) throws IOException, InterruptedException {
        if (settings.oidcCustomization().isPresent()) {
            GitHubInputs.OidcCustomization oidc = settings.oidcCustomization().get();
            Value.Obj.Builder body =
                    Value.Obj.builder().put("use_default", oidc.useDefault().orElse(true));
            if (!oidc.includeClaimKeys().isEmpty()) {
                body.put("include_claim_keys", Value.of(oidc.includeClaimKeys()));
            }
            ForgeApi.orThrow(
                    api.send("PUT", target.path("/actions/oidc/customization/sub"), body.build()),
                    "customize OIDC of " + target.slug());
        }
        if (settings.subscribe().orElse(false)) {
            Value.Obj body = Value.Obj.of("subscribed", true, "ignored", false);
            ForgeApi.orThrow(api.send("PUT", target.path("/subscription"), body), "subscribe to " + target.slug());
        }
        if (settings.workflowAccess().isPresent()) {
            Value.Obj body =
                    Value.Obj.of("access_level", settings.workflowAccess().get());
            ForgeApi.orThrow(
                    api.send("PUT", target.path("/actions/permissions/access"), body),
                    "set the access of workflows to " + target.slug());
        }
    }

    private void orWarn(Answer answer, String what) {
        if (!answer.succeeded()) {
            context.log()
                    .warn("GitHub did not " + what + ": " + answer.problem()
                            + "; the repository is there all the same");
        }
    }

    /** Deletes it if this step has created it. @return what was done */
    Optional<String> undo() throws IOException, InterruptedException {
        if (context.checkpointed(CREATED, String.class).isEmpty()) {
            return Optional.empty();
        }
        Answer answer = api.delete(target.path(""));
        if (answer.status() != 404) {
            ForgeApi.orThrow(answer, "delete the repository " + target.slug());
        }
        return Optional.of("deleted the repository " + target.slug());
    }
}
