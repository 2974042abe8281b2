package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A repository as a form's picker writes it: {@code github.com?owner=acme&repo=widgets}.
 *
 * @param host of the forge, with its port if it has one
 * @param owner a user, organisation or group; {@code group/subgroup} on GitLab
 * @param repo name of the repository
 * @param organization on Azure DevOps
 * @param workspace on Bitbucket Cloud
 * @param project on Azure DevOps and Bitbucket
 */
public record RepoUrl(
        String host,
        Optional<String> owner,
        Optional<String> repo,
        Optional<String> organization,
        Optional<String> workspace,
        Optional<String> project) {

    /**
     * Reads a repository URL.
     *
     * @param typeOfHost what kind of forge a host is ({@code github}, {@code gitlab}, {@code azure} …); empty if it is not configured
     * @throws IllegalArgumentException if it is no such URL, its host is not configured, or a part is missing that its host needs
     */
    public static RepoUrl parse(String text, Function<String, Optional<String>> typeOfHost) {
        URI uri = uri(text);
        String host = uri.getAuthority();
        Map<String, String> query = query(uri.getRawQuery());
        String type = typeOfHost
                .apply(host)
                .orElseThrow(() -> new IllegalArgumentException("no integration is configured for the host " + host
                        + "; add one under integrations in the app-config"));
        List<String> missing = new ArrayList<>(required(type, host, query.containsKey("project")));
        missing.removeAll(query.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the repository URL \"" + text + "\" lacks " + String.join(", ", missing)
                    + "; expected e.g. " + host + "?owner=acme&repo=widgets");
        }
        return new RepoUrl(
                host,
                Optional.ofNullable(query.get("owner")),
                Optional.ofNullable(query.get("repo")),
                Optional.ofNullable(query.get("organization")),
                Optional.ofNullable(query.get("workspace")),
                Optional.ofNullable(query.get("project")));
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create("https://" + text.replace(" ", "%20"));
            if (uri.getAuthority() != null && !uri.getAuthority().contains("%")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no repository URL; expected e.g. github.com?owner=acme&repo=widgets");
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (!value.isEmpty()) {
                query.putIfAbsent(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8), value);
            }
        }
        return query;
    }

    // As parseRepoUrl of the scaffolder's node library.
    private static List<String> required(String type, String host, boolean hasProject) {
        return switch (type) {
            case "bitbucket", "bitbucketCloud", "bitbucketServer" ->
                host.equals("bitbucket.org") ? List.of("workspace", "project", "repo") : List.of("project", "repo");
            case "azure" -> List.of("project", "repo");
            case "gitlab" -> hasProject ? List.of() : List.of("owner", "repo");
            case "gitea", "gerrit" -> List.of("repo");
            default -> List.of("owner", "repo");
        };
    }

    /** {@code owner/repo}; a part that is missing is printed as {@code undefined}, as upstream. */
    public String slug() {
        return owner.orElse("undefined") + "/" + repo.orElse("undefined");
    }

    /** The parts that are there, as the filter {@code parseRepoUrl} gives them. */
    public Value.Obj toValue() {
        Value.Obj.Builder parts = Value.Obj.builder().put("host", host);
        owner.ifPresent(text -> parts.put("owner", text));
        repo.ifPresent(text -> parts.put("repo", text));
        organization.ifPresent(text -> parts.put("organization", text));
        workspace.ifPresent(text -> parts.put("workspace", text));
        project.ifPresent(text -> parts.put("project", text));
        return parts.build();
    }
}
