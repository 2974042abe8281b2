package dev.portalsdk.catalog.discovery;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users and teams of GitHub as entities, as Backstage's defaultTransformers and withLocations make them. */
final class GitHubOrgEntities {
    private final String baseUrl;
    private final boolean verifiedEmails;

    /** @param baseUrl of the host, {@code https://github.com} */
    GitHubOrgEntities(String baseUrl, boolean verifiedEmails) {
        this.baseUrl = baseUrl;
        this.verifiedEmails = verifiedEmails;
    }

    /** @param groups refs of the teams that the user is in */
    Value.Obj user(Value.Obj node, List<String> groups) {
        String login = node.string("login").orElse("");
        Map<String, String> annotations = OrgEntities.located(baseUrl + "/" + login);
        annotations.put("github.com/user-login", login);
        Optional<String> email = verifiedEmails
                ? node.arr("organizationVerifiedDomainEmails")
                        .flatMap(emails -> emails.strings().stream().findFirst())
                : OrgEntities.text(node, "email");
        return OrgEntities.document(
                "User",
                OrgEntities.metadata(login, OrgEntities.text(node, "bio"), annotations),
                Value.Obj.builder()
                        .put(
                                "profile",
                                OrgEntities.profile(
                                        OrgEntities.text(node, "name"), email, OrgEntities.text(node, "avatarUrl")))
                        .put("memberOf", Value.of(groups))
                        .build());
    }

    /** @param namespace empty for the default one; then members need not say theirs */
    Value.Obj group(Value.Obj node, String organization, Optional<String> namespace, List<String> members) {
        String slug = node.string("slug").orElse("");
        Map<String, String> annotations = OrgEntities.located(baseUrl + "/orgs/" + organization + "/teams/" + slug);
        annotations.put("github.com/team-slug", node.string("combinedSlug").orElse(organization + "/" + slug));
        OrgEntities.text(node, "editTeamUrl").ifPresent(url -> annotations.put("backstage.io/edit-url", url));
        Value.Obj metadata = OrgEntities.metadata(slug, OrgEntities.text(node, "description"), annotations);
        Value.Obj.Builder spec = Value.Obj.builder()
                .put("type", "team")
                .put(
                        "profile",
                        OrgEntities.profile(
                                OrgEntities.text(node, "name"), Optional.empty(), OrgEntities.text(node, "avatarUrl")))
                .put("children", Value.Arr.empty());
        node.obj("parentTeam").flatMap(parent -> parent.string("slug")).ifPresent(parent -> spec.put("parent", parent));
        List<String> refs = new ArrayList<>();
        members.forEach(login -> refs.add(namespace.isPresent() ? "default/" + login : login));
        return OrgEntities.document(
                "Group",
                namespace
                        .map(name -> metadata.with("namespace", Value.Str.of(name)))
                        .orElse(metadata),
                spec.put("members", Value.of(refs)).build());
    }
}
