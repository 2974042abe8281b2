package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionLog;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The rules of a branch, as the inputs of several actions say them. */
record BranchProtection(
        Optional<Integer> requiredApprovingReviewCount,
        Optional<Boolean> requireCodeOwnerReviews,
        Optional<Boolean> dismissStaleReviews,
        Optional<GitHubInputs.BypassAllowances> bypassPullRequestAllowances,
        Optional<GitHubInputs.Restrictions> restrictions,
        List<String> requiredStatusCheckContexts,
        Optional<Boolean> requireBranchesToBeUpToDate,
        Optional<Boolean> requiredConversationResolution,
        Optional<Boolean> requireLastPushApproval,
        Optional<Boolean> requiredCommitSigning,
        Optional<Boolean> requiredLinearHistory,
        Optional<Boolean> blockCreations) {

    /** @param input of an action, whose components have these names */
    static BranchProtection of(Record input) {
        return Value.of(input).to(BranchProtection.class);
    }

    static String path(RepositoryTarget target, String branch) {
        return target.path("/branches/" + WebUrl.encodeSegment(branch) + "/protection");
    }

    /** Puts the rules in place. Where the host's plan does not allow that, the log says so. */
    void apply(ForgeApi api, RepositoryTarget target, String branch, boolean enforceAdmins, ActionLog log)
            throws IOException, InterruptedException {
        String path = path(target, branch);
        Answer answer = api.send("PUT", path, rules(enforceAdmins));
        if (answer.status() == 403) {
            log.warn("GitHub did not protect the branch " + branch + ": " + answer.problem()
                    + "; the repository is there all the same");
            return;
        }
        ForgeApi.orThrow(answer, "protect the branch " + branch + " of " + target.slug());
        if (requiredCommitSigning.orElse(false)) {
            ForgeApi.orThrow(
                    api.send("POST", path + "/required_signatures", Value.Obj.empty()),
                    "require signatures on the branch " + branch);
        }
    }

    private Value.Obj rules(boolean enforceAdmins) {
        Value.Obj.Builder reviews = Value.Obj.builder()
                .put("required_approving_review_count", requiredApprovingReviewCount.orElse(1))
                .put("require_code_owner_reviews", requireCodeOwnerReviews.orElse(false))
                .put("dismiss_stale_reviews", dismissStaleReviews.orElse(false))
                .put("require_last_push_approval", requireLastPushApproval.orElse(false));
        bypassPullRequestAllowances.ifPresent(
                allowed -> reviews.put("bypass_pull_request_allowances", Value.of(allowed)));
        Value.Obj checks = Value.Obj.of(
                "strict", requireBranchesToBeUpToDate.orElse(true), "contexts", requiredStatusCheckContexts);
        return Value.Obj.builder()
                .put("required_status_checks", checks)
                .put("enforce_admins", enforceAdmins)
                .put("required_pull_request_reviews", reviews.build())
                .put("restrictions", restrictions.map(Value::of).orElse(Value.Null.NULL))
                .put("required_conversation_resolution", requiredConversationResolution.orElse(false))
                .put("required_linear_history", requiredLinearHistory.orElse(false))
                .put("block_creations", blockCreations.orElse(false))
                .build();
    }
}
