package dev.portalsdk.integration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The form of GitHub's web addresses, {@code /owner/repository/blob/branch/path}, on whatever host. */
final class GitHubUrls {
    private static final Pattern VIEW = Pattern.compile("^(/[^/]+/[^/]+)/(blob|tree|edit)/");
    private static final int BRANCH = 3;

    private GitHubUrls() {}

    static Optional<ScmUrl> parse(WebUrl url) {
        List<String> parts = url.segments();
        if (parts.size() < 2 || !areNames(parts)) {
            return Optional.empty();
        }
        String owner = parts.get(0);
        String name = parts.get(1).replaceFirst("(?<=.)\\.git$", "");
        WebUrl repository = url.withPath("/" + WebUrl.encodeSegment(owner) + "/" + WebUrl.encodeSegment(name));
        if (parts.size() == 2) {
            return Optional.of(new ScmUrl(repository, owner, name, ScmUrl.View.REPOSITORY, Optional.empty(), ""));
        }
        return view(parts.get(2)).filter(view -> parts.size() > BRANCH).map(view -> {
            String path = String.join("/", parts.subList(BRANCH + 1, parts.size()));
            return new ScmUrl(repository, owner, name, view, Optional.of(parts.get(BRANCH)), path);
        });
    }

    /**
     * Whether every part is one name: an encoded slash could smuggle in {@code ..} and lead the API request, which carries the
     * token, elsewhere. Only a branch may hold slashes; Git allows no {@code ..} in it.
     */
    private static boolean areNames(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            for (String name : parts.get(i).split("/", -1)) {
                boolean whole = i == BRANCH || name.equals(parts.get(i));
                if (!whole || name.isEmpty() || name.equals(".") || name.equals("..")) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Optional<ScmUrl.View> view(String word) {
        for (ScmUrl.View view : ScmUrl.View.values()) {
            if (view != ScmUrl.View.REPOSITORY && view.word().equals(word)) {
                return Optional.of(view);
            }
        }
        return Optional.empty();
    }

    /** The path of a URL up to and including the branch, or the repository if it names none. */
    static String repositoryRoot(WebUrl url) {
        List<String> parts = List.of(url.path().split("/"));
        boolean branch = parse(url).filter(place -> place.ref().isPresent()).isPresent();
        // The path starts with a slash, so that the first part is empty.
        return String.join("/", parts.subList(0, Math.min(branch ? BRANCH + 2 : 3, parts.size())));
    }

    /** As Backstage's replaceGithubUrlType: only the word changes. */
    static WebUrl asView(WebUrl url, ScmUrl.View view) {
        String path = VIEW.matcher(url.path()).replaceFirst("$1/" + view.word() + "/");
        return new WebUrl(url.scheme(), url.host(), url.port(), path, url.query(), url.fragment());
    }
}
