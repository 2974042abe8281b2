package dev.portalsdk.catalog.discovery;

import dev.portalsdk.integration.GitLabIntegration;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users and groups of GitLab as entities, as Backstage's defaultTransformers make them. */
final class GitLabOrgEntities {
    private final GitLabIntegration host;
    private final String top;

    /** @param top the path of the group whose name others leave out; empty for none */
    GitLabOrgEntities(GitLabIntegration host, String top) {
        this.host = host;
        this.top = top;
    }

    /** @param groups those that the user is a member of */
    Value.Obj user(Value.Obj item, List<Value.Obj> groups) {
        String name = item.string("username").orElse("");
        Map<String, String> annotations = located(name);
        OrgEntities.text(item, "web_url").ifPresent(url -> annotations.put(host.host() + "/user-login", url));
        item.at("/group_saml_identity/extern_uid")
                .flatMap(Value::asString)
                .ifPresent(uid -> annotations.put(host.host() + "/saml-external-uid", uid));
        Optional<String> email = OrgEntities.text(item, "email").or(() -> OrgEntities.text(item, "public_email"));
        Value.Obj profile =
                OrgEntities.profile(OrgEntities.text(item, "name"), email, OrgEntities.text(item, "avatar_url"));
        return OrgEntities.document(
                "User",
                OrgEntities.metadata(name, Optional.empty(), annotations),
                Value.Obj.builder()
                        .put("profile", profile)
                        .put(
                                "memberOf",
                                Value.of(groups.stream().map(this::groupName).toList()))
                        .build());
    }

    /** @param parent empty if the group above is not taken */
    Value.Obj group(Value.Obj item, Optional<Value.Obj> parent) {
        String path = item.string("full_path").orElse("");
        Map<String, String> annotations = located(path);
        annotations.put(host.host() + "/team-path", path);
        Value.Obj.Builder spec = Value.Obj.builder()
                .put("type", "team")
                .put("children", Value.Arr.empty())
                .put("profile", Value.Obj.of("displayName", item.string("name").orElse(path)));
        parent.ifPresent(above -> spec.put("parent", groupName(above)));
        return OrgEntities.document(
                "Group",
                OrgEntities.metadata(groupName(item), OrgEntities.text(item, "description"), annotations),
                spec.build());
    }

    private String groupName(Value.Obj item) {
        String path = item.string("full_path").orElse("");
        String below = path.startsWith(top + "/") ? path.substring(top.length() + 1) : path;
        return below.replace('/', '-');
    }

    private Map<String, String> located(String path) {
        return OrgEntities.located(host.baseUrl() + "/" + path);
    }
}
