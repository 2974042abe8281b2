package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.action.internal.Choices;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the inputs of all actions that create repositories have in common. */
record RepositorySettings(
        Optional<String> description,
        Optional<String> homepage,
        Optional<String> access,
        Optional<String> repoVisibility,
        Optional<Boolean> deleteBranchOnMerge,
        Optional<Boolean> allowMergeCommit,
        Optional<Boolean> allowSquashMerge,
        Optional<String> squashMergeCommitTitle,
        Optional<String> squashMergeCommitMessage,
        Optional<Boolean> allowRebaseMerge,
        Optional<Boolean> allowAutoMerge,
        Optional<Boolean> allowUpdateBranch,
        Optional<Boolean> autoInit,
        List<GitHubInputs.Collaborator> collaborators,
        Optional<Boolean> hasProjects,
        Optional<Boolean> hasWiki,
        Optional<Boolean> hasIssues,
        List<String> topics,
        Map<String, String> repoVariables,
        Map<String, String> secrets,
        Optional<GitHubInputs.OidcCustomization> oidcCustomization,
        Optional<Value.Obj> customProperties,
        Optional<Boolean> subscribe,
        Optional<String> workflowAccess) {
    private static final List<String> VISIBILITIES = List.of("private", "public", "internal");
    private static final List<String> WORKFLOW_ACCESS = List.of("none", "organization", "user");

    /** @param input of an action, whose components have these names */
    static RepositorySettings of(Record input) {
        return Value.of(input).to(RepositorySettings.class);
    }

    /** @throws ScaffolderException if something is asked for that cannot be had */
    void check() {
        Choices.require("repoVisibility", repoVisibility.orElse("private"), VISIBILITIES);
        Choices.require("workflowAccess", workflowAccess.orElse("none"), WORKFLOW_ACCESS);
        if (!secrets.isEmpty()) {
            requireEncryption();
        }
    }

    private static void requireEncryption() {
        try {
            Class.forName(
                    "org.bouncycastle.crypto.engines.XSalsa20Engine", false, RepositorySettings.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new ScaffolderException(
                    "The input secrets needs the artifact org.bouncycastle:bcprov-jdk18on, which is not there; add it, or leave secrets out",
                    e);
        }
    }

    /** Settings that GitHub keeps its own defaults for unless they are given. */
    Value.Obj.Builder body() {
        Value.Obj.Builder body = Value.Obj.builder()
                .put("delete_branch_on_merge", deleteBranchOnMerge.orElse(false))
                .put("allow_merge_commit", allowMergeCommit.orElse(true))
                .put("allow_squash_merge", allowSquashMerge.orElse(true))
                .put("squash_merge_commit_title", squashMergeCommitTitle.orElse("COMMIT_OR_PR_TITLE"))
                .put("squash_merge_commit_message", squashMergeCommitMessage.orElse("COMMIT_MESSAGES"))
                .put("allow_rebase_merge", allowRebaseMerge.orElse(true))
                .put("allow_auto_merge", allowAutoMerge.orElse(false))
                .put("allow_update_branch", allowUpdateBranch.orElse(false))
                .put("auto_init", autoInit.orElse(false));
        description.ifPresent(text -> body.put("description", text));
        homepage.ifPresent(text -> body.put("homepage", text));
        hasProjects.ifPresent(on -> body.put("has_projects", on));
        hasWiki.ifPresent(on -> body.put("has_wiki", on));
        hasIssues.ifPresent(on -> body.put("has_issues", on));
        return body;
    }
}
