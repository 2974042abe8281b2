package dev.portalsdk.catalog.discovery;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users and teams of GitHub as entities, as Backstage's defaultTransformers and withLocations make them. */
final class GitHubOrgEntities {
    private static final String LOCATION = "backstage.io/managed-by-location";
    private static final String ORIGIN = "backstage.io/managed-by-origin-location";

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
        Map<String, String> annotations = located(baseUrl + "/" + login);
        annotations.put("github.com/user-login", login);
        Optional<String> email = verifiedEmails
                ? node.arr("organizationVerifiedDomainEmails")
                        .flatMap(emails -> emails.strings().stream().findFirst())
                : text(node, "email");
        return document(
                "User",
                metadata(login, text(node, "bio"), annotations),
                Value.Obj.builder()
                        .put("profile", profile(text(node, "name"), email, text(node, "avatarUrl")))
                        .put("memberOf", Value.of(groups))
                        .build());
    }

    /** @param namespace empty for the default one; then members need not say theirs */
    Value.Obj group(Value.Obj node, String organization, Optional<String> namespace, List<String> members) {
        String slug = node.string("slug").orElse("");
        Map<String, String> annotations = located(baseUrl + "/orgs/" + organization + "/teams/" + slug);
        annotations.put("github.com/team-slug", node.string("combinedSlug").orElse(organization + "/" + slug));
        text(node, "editTeamUrl").ifPresent(url -> annotations.put("backstage.io/edit-url", url));
        Value.Obj metadata = metadata(slug, text(node, "description"), annotations);
        Value.Obj.Builder spec = Value.Obj.builder()
                .put("type", "team")
                .put("profile", profile(text(node, "name"), Optional.empty(), text(node, "avatarUrl")))
                .put("children", Value.Arr.empty());
        node.obj("parentTeam").flatMap(parent -> parent.string("slug")).ifPresent(parent -> spec.put("parent", parent));
        List<String> refs = new ArrayList<>();
        members.forEach(login -> refs.add(namespace.isPresent() ? "default/" + login : login));
        return document(
                "Group",
                namespace
                        .map(name -> metadata.with("namespace", Value.Str.of(name)))
                        .orElse(metadata),
                spec.put("members", Value.of(refs)).build());
    }

    private static Map<String, String> located(String url) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(LOCATION, "url:" + url);
        annotations.put(ORIGIN, "url:" + url);
        return annotations;
    }

    private static Value.Obj metadata(String name, Optional<String> description, Map<String, String> annotations) {
        Value.Obj.Builder metadata = Value.Obj.builder().put("name", name);
        description.ifPresent(text -> metadata.put("description", text));
        return metadata.put("annotations", Value.of(annotations)).build();
    }

    private static Value.Obj profile(Optional<String> name, Optional<String> email, Optional<String> picture) {
        Value.Obj.Builder profile = Value.Obj.builder();
        name.ifPresent(text -> profile.put("displayName", text));
        email.ifPresent(text -> profile.put("email", text));
        picture.ifPresent(text -> profile.put("picture", text));
        return profile.build();
    }

    private static Value.Obj document(String kind, Value.Obj metadata, Value.Obj spec) {
        return Value.Obj.builder()
                .put("apiVersion", "backstage.io/v1alpha1")
                .put("kind", kind)
                .put("metadata", metadata)
                .put("spec", spec)
                .build();
    }

    private static Optional<String> text(Value.Obj node, String key) {
        return node.string(key).filter(text -> !text.isBlank());
    }
}
