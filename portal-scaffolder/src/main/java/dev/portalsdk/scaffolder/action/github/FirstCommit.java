package dev.portalsdk.scaffolder.action.github;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.action.internal.GitPush;
import java.nio.file.Path;
import java.util.Optional;

/** The first commit of a repository and whether its branch is protected then, as the inputs of several actions say it. */
record FirstCommit(
        Optional<String> gitCommitMessage,
        Optional<String> gitAuthorName,
        Optional<String> gitAuthorEmail,
        Optional<Boolean> protectDefaultBranch,
        Optional<Boolean> protectEnforceAdmins) {

    /** @param input of an action, whose components have these names */
    static FirstCommit of(Record input) {
        return Value.of(input).to(FirstCommit.class);
    }

    /** Pushes it and protects the branch after that. @return the id of the commit */
    String push(Path source, String branch, BranchProtection rules, GitHubRepository repository) throws Exception {
        RepositoryTarget target = repository.target();
        String commit = GitPush.of(branch, gitCommitMessage, gitAuthorName, gitAuthorEmail)
                .push(source, target.remote(), repository.context());
        if (protectDefaultBranch.orElse(true)) {
            rules.apply(
                    repository.api(),
                    target,
                    branch,
                    protectEnforceAdmins.orElse(true),
                    repository.context().log());
        }
        return commit;
    }
}
