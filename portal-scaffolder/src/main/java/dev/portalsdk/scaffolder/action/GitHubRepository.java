package dev.portalsdk.scaffolder.action;

import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionLog;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.GitHubApi.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Creates and configures one repository through GitHub's API. */
record GitHubRepository(GitHubApi api, String owner, String name, ActionLog log) {
    private static final List<String> VISIBILITIES = List.of("private", "public", "internal");

    /** @return where to clone it from */
    String create(PublishGitHubAction.Input input) throws IOException, InterruptedException {
        String visibility = input.repoVisibility().orElse("private");
        if (!VISIBILITIES.contains(visibility)) {
            throw new ScaffolderException("repoVisibility must be one of " + String.join(", ", VISIBILITIES)
                    + ", not \"" + visibility + "\"");
        }
        log.info("Creating the " + visibility + " repository " + owner + "/" + name);
        boolean organization = isOrganization();
        Value.Obj.Builder body = PublishGitHubAction.settings(input).toBuilder()
                .put("name", name)
                .put("private", !visibility.equals("public"));
        if (organization) {
            body.put("visibility", visibility);
        } else if (visibility.equals("internal")) {
            throw new ScaffolderException("Only organisations have internal repositories; " + owner + " is a user");
        }
        String path = organization ? "/orgs/" + segment(owner) + "/repos" : "/user/repos";
        Answer created =
                GitHubApi.orThrow(api.send("POST", path, body.build()), "create the repository " + owner + "/" + name);
        return created.body()
                .string("clone_url")
                .orElseThrow(
                        () -> new ScaffolderException("GitHub's answer names no clone_url for " + owner + "/" + name));
    }

    private boolean isOrganization() throws IOException, InterruptedException {
        Answer account = GitHubApi.orThrow(api.get("/users/" + segment(owner)), "find the owner " + owner);
        return account.body().string("type").filter("Organization"::equals).isPresent();
    }

    /** What can only be done once there is a branch, and what people can do by hand if it fails: the log says so then. */
    void configure(PublishGitHubAction.Input input) throws IOException, InterruptedException {
        if (!input.topics().isEmpty()) {
            List<String> topics = input.topics().stream()
                    .map(topic -> topic.toLowerCase(Locale.ROOT))
                    .toList();
            orWarn(api.send("PUT", path("/topics"), Value.Obj.of("names", topics)), "set the topics");
        }
        if (input.access().isPresent()) {
            grant(input.access().get());
        }
        if (input.protectDefaultBranch().orElse(true)) {
            protect(input);
        }
    }

    private void grant(String access) throws IOException, InterruptedException {
        int slash = access.indexOf('/');
        String path = slash < 0
                ? path("/collaborators/" + segment(access))
                : "/orgs/" + segment(access.substring(0, slash)) + "/teams/" + segment(access.substring(slash + 1))
                        + "/repos/" + segment(owner) + "/" + segment(name);
        if (access.equals(owner)) {
            return; // who owns it needs no permission
        }
        orWarn(api.send("PUT", path, Value.Obj.of("permission", "admin")), "give " + access + " access");
    }

    private void protect(PublishGitHubAction.Input input) throws IOException, InterruptedException {
        Value.Obj reviews = Value.Obj.of(
                "required_approving_review_count",
                input.requiredApprovingReviewCount().orElse(1));
        Value.Obj rules = Value.Obj.builder()
                .put("required_status_checks", Value.Null.NULL)
                .put("enforce_admins", input.protectEnforceAdmins().orElse(true))
                .put("required_pull_request_reviews", reviews)
                .put("restrictions", Value.Null.NULL)
                .build();
        String path = path("/branches/" + segment(input.branch()) + "/protection");
        orWarn(api.send("PUT", path, rules), "protect the branch " + input.branch());
    }

    private void orWarn(Answer answer, String what) {
        Optional.of(answer)
                .filter(given -> !given.succeeded())
                .ifPresent(given -> log.warn(
                        "GitHub did not " + what + ": " + given.problem() + "; the repository is there all the same"));
    }

    private String path(String rest) {
        return "/repos/" + segment(owner) + "/" + segment(name) + rest;
    }

    private static String segment(String text) {
        return WebUrl.encodeSegment(text);
    }
}
