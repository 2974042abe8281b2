package dev.portalsdk.scaffolder.action.github;

import java.util.List;
import java.util.Optional;

/** Parts that the inputs of several GitHub actions have. */
public final class GitHubInputs {
    private GitHubInputs() {}

    /**
     * Somebody with access to a repository: a user or a team.
     *
     * @param access {@code pull}, {@code push}, {@code admin} …
     * @param user name, or ref in the catalog
     * @param team name, or ref in the catalog
     */
    public record Collaborator(String access, Optional<String> user, Optional<String> team) {}

    /**
     * What is in the tokens that workflows get.
     *
     * @param useDefault whether it is what GitHub puts there; true unless set
     * @param includeClaimKeys claims instead of that
     */
    public record OidcCustomization(Optional<Boolean> useDefault, List<String> includeClaimKeys) {}

    /**
     * Who need not open a pull request.
     *
     * @param apps by slug
     * @param users by login
     * @param teams by slug
     */
    public record BypassAllowances(List<String> apps, List<String> users, List<String> teams) {}

    /**
     * Who may push to a branch.
     *
     * @param apps by slug
     * @param users by login
     * @param teams by slug
     */
    public record Restrictions(List<String> apps, List<String> users, List<String> teams) {}
}
