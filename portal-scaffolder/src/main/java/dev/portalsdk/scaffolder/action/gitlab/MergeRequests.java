package dev.portalsdk.scaffolder.action.gitlab;

import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.Effect;
import dev.portalsdk.scaffolder.action.gitlab.PublishGitLabMergeRequestAction.Input;
import dev.portalsdk.scaffolder.action.internal.ForgeApi;
import dev.portalsdk.scaffolder.action.internal.ForgeApi.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens and closes one merge request of a project. */
record MergeRequests(ProjectTarget target, ActionContext context) {
    private static final String OPENED = "open";
    /** Statuses in which GitLab still works out who has to approve. */
    private static final Set<String> UNSETTLED = Set.of("preparing", "approvals_syncing", "checking");

    private static final int PATIENCE = 30;
    private static final long PAUSE_MILLIS = 1_000;

    /**
     * One that is there.
     *
     * @param url in the browser
     * @param number in its project
     */
    record Opened(String url, long number) {
        static Opened of(Answer answer) {
            return new Opened(answer.require("web_url"), answer.requireNumber("iid"));
        }
    }

    private ForgeApi api() {
        return target.api();
    }

    private String path(Opened request, String rest) {
        return target.path("/merge_requests/" + request.number() + rest);
    }

    /** Opens it, unless this step has already. */
    Opened open(Input input, String base) throws Exception {
        return context.effect(
                OPENED,
                Opened.class,
                Effect.lookedUp(
                        "open the merge request \"" + input.title() + "\" in " + target.id(),
                        () -> find(input.branchName()),
                        () -> openNow(input, base)));
    }

    private Optional<Opened> find(String branch) throws IOException, InterruptedException {
        String query = "?state=opened&source_branch=" + WebUrl.encodeSegment(branch);
        Answer answer = ForgeApi.orThrow(
                api().get(target.path("/merge_requests" + query)), "list the merge requests of " + target.id());
        return answer.list().stream().map(Opened::of).findFirst();
    }

    private Opened openNow(Input input, String base) throws IOException, InterruptedException {
        Value.Obj.Builder body = Value.Obj.builder()
                .put("source_branch", input.branchName())
                .put("target_branch", base)
                .put("title", input.title())
                .put("remove_source_branch", input.removeSourceBranch().orElse(false));
        input.description().ifPresent(text -> body.put("description", text));
        input.labels()
                .map(labels -> labels.asArr()
                        .<Value>map(all -> Value.Str.of(String.join(",", all.strings())))
                        .orElse(labels))
                .ifPresent(labels -> body.put("labels", labels));
        if (input.assignee().isPresent()) {
            user(input.assignee().get()).ifPresent(id -> body.put("assignee_id", id));
        }
        List<Long> reviewers = reviewers(input);
        if (!reviewers.isEmpty()) {
            body.put("reviewer_ids", Value.of(reviewers));
        }
        return Opened.of(ForgeApi.orThrow(
                api().send("POST", target.path("/merge_requests"), body.build()),
                "open a merge request in " + target.id()));
    }

    private List<Long> reviewers(Input input) throws IOException, InterruptedException {
        List<Long> ids = new ArrayList<>();
        for (String reviewer : input.reviewers()) {
            user(reviewer).ifPresent(ids::add);
        }
        return ids;
    }

    /** What people can do by hand is only warned of. */
    private Optional<Long> user(String name) throws IOException, InterruptedException {
        Optional<Long> id = GitLabProject.user(api(), name);
        if (id.isEmpty()) {
            context.log().warn("GitLab knows no user " + name + "; the merge request is opened all the same");
        }
        return id;
    }

    /** What can only be done once it is there. */
    void finish(Input input, Opened request) throws Exception {
        if (input.assignReviewersFromApprovalRules().orElse(false)) {
            Set<Long> all = new LinkedHashSet<>(approvers(request));
            if (!all.isEmpty()) {
                all.addAll(reviewers(input));
                warn(
                        api().send("PUT", path(request, ""), Value.Obj.of("reviewer_ids", Value.of(List.copyOf(all)))),
                        "ask those who may approve for reviews");
            }
        }
        if (input.autoMerge().orElse(false)) {
            context.effect(
                    "auto-merge",
                    Boolean.class,
                    Effect.repeatable("let GitLab merge " + request.url(), () -> autoMerge(request)));
        }
    }

    /** Whoever may approve it, once GitLab has found that out. */
    private List<Long> approvers(Opened request) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE && isUnsettled(request); i++) {
            Thread.sleep(PAUSE_MILLIS);
        }
        Answer rules = api().get(path(request, "/approval_rules"));
        warn(rules, "say who may approve");
        List<Long> ids = new ArrayList<>();
        for (Answer rule : rules.list()) {
            for (Value user : rule.body()
                    .arr("eligible_approvers")
                    .orElse(Value.Arr.empty())
                    .values()) {
                ids.add(rule.with(user).requireNumber("id"));
            }
        }
        return ids;
    }

    private boolean isUnsettled(Opened request) throws IOException, InterruptedException {
        return api().get(path(request, ""))
                .body()
                .string("detailed_merge_status")
                .filter(UNSETTLED::contains)
                .isPresent();
    }

    private void warn(Answer answer, String what) {
        if (!answer.succeeded()) {
            context.log().warn("GitLab did not " + what + ": " + answer.problem() + "; the merge request is there");
        }
    }

    private boolean autoMerge(Opened request) throws IOException, InterruptedException {
        Answer answer = api().send("PUT", path(request, "/merge"), Value.Obj.of("auto_merge", true));
        boolean merged = !answer.succeeded()
                && api().get(path(request, ""))
                        .body()
                        .string("state")
                        .filter("merged"::equals)
                        .isPresent();
        if (!merged) { // else by an earlier attempt of this step
            ForgeApi.orThrow(answer, "merge " + request.url() + " by itself");
        }
        return true;
    }

    /** Closes it if this step has opened it. @return what was done */
    Optional<String> undo() throws IOException, InterruptedException {
        Optional<Opened> opened = context.checkpointed(OPENED, Opened.class);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        Answer answer = api().send("PUT", path(opened.get(), ""), Value.Obj.of("state_event", "close"));
        if (answer.status() != 404) {
            ForgeApi.orThrow(answer, "close the merge request " + opened.get().number());
        }
        return Optional.of("closed the merge request " + opened.get().number() + " of " + target.id());
    }
}
