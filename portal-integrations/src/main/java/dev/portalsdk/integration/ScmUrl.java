package dev.portalsdk.integration;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A URL of a file, a directory or a whole repository on a host of source code, taken apart.
 *
 * <p>All parts are decoded: {@code https://github.com/acme/web/blob/feature%2Fx/docs/a%20b.md} is the path
 * {@code docs/a b.md} on the branch {@code feature/x}.
 *
 * @param repository the web address of the repository, {@code https://github.com/acme/web}
 * @param owner the user or organization; with slashes where groups nest
 * @param name the repository's name, without {@code .git}
 * @param view how the host shows it
 * @param ref a branch, tag or commit; absent means the default branch
 * @param path within the repository, without slashes at either end; empty for its root
 */
public record ScmUrl(WebUrl repository, String owner, String name, View view, Optional<String> ref, String path) {
    /** What a URL shows. */
    public enum View {
        /** The repository's front page. */
        REPOSITORY,
        /** One file. */
        BLOB,
        /** A directory. */
        TREE,
        /** A file's bytes. */
        RAW,
        /** The host's editor. */
        EDIT;

        /** The word in URLs, {@code blob}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The view that a word in a URL stands for; a front page has none. */
        static Optional<View> of(String word) {
            return Arrays.stream(values())
                    .filter(view -> view != REPOSITORY && view.word().equals(word))
                    .findFirst();
        }
    }

    /** @throws IllegalArgumentException if owner, name, branch or path hold {@code .} or {@code ..}, which would lead elsewhere */
    public ScmUrl {
        Objects.requireNonNull(repository);
        requireNames(owner, true);
        requireNames(name, false);
        ref.ifPresent(text -> requireNames(text, true));
        if (!path.isEmpty()) {
            requireNames(path, true);
        }
    }

    private static void requireNames(String text, boolean slashes) {
        for (String part : text.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || (!slashes && !part.equals(text))) {
                throw new IllegalArgumentException("\"" + text + "\" cannot be a part of a repository's URL");
            }
        }
    }

    /** The host, with its port if it is not the scheme's own. */
    public String host() {
        return repository.hostAndPort();
    }

    /** {@code owner/name}, as annotations and APIs write it. */
    public String slug() {
        return owner + "/" + name;
    }

    /** Whether both are in one repository, whatever their branch; hosts and names compare without regard to case. */
    public boolean sameRepository(ScmUrl other) {
        return host().equals(other.host()) && slug().equalsIgnoreCase(other.slug());
    }

    /** The same place with another path. */
    public ScmUrl withPath(String other) {
        return new ScmUrl(repository, owner, name, view, ref, trimSlashes(other));
    }

    /** The same place shown another way. */
    public ScmUrl withView(View other) {
        return new ScmUrl(repository, owner, name, other, ref, path);
    }

    static String trimSlashes(String path) {
        return path.replaceAll("^/+|/+$", "");
    }
}
