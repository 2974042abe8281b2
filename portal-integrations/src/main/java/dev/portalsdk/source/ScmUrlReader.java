package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.ScmAccess;
import dev.portalsdk.integration.ScmApi;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Files, trees and patterns on one host of source code.
 *
 * <p>A file comes from the host's API, or with many others of its branch from one tree; a tree from an archive that the API
 * makes, or from Git; a pattern is matched against the tree.
 */
final class ScmUrlReader implements UrlReader {
    private final ScmIntegration host;
    private final ScmAccess access;
    private final HostConnections connections;

    ScmUrlReader(ScmIntegration host, HostConnections connections) {
        this.host = host;
        this.access = host.access();
        this.connections = connections;
    }

    /** The reader for a host: GitHub's lists files without reading them. */
    static UrlReader of(ScmIntegration host, HostConnections connections) {
        ScmUrlReader reader = new ScmUrlReader(host, connections);
        return host instanceof GitHubIntegration gitHub ? new GitHubUrlReader(gitHub, connections, reader) : reader;
    }

    @FunctionalInterface
    interface WithToken<T> {
        T read(Optional<Secret> token) throws IOException;
    }

    /** Reads with the credential for a place, and once more with a new one if a lent one is refused. */
    <T> T withToken(ScmUrl place, ReadOptions options, WithToken<T> action) throws IOException {
        Optional<Secret> token = options.token().isPresent() ? options.token() : connections.token(host, place.owner());
        try {
            return action.read(token);
        } catch (CredentialsRejectedException e) {
            if (!connections.refused(host, token, options.token())) {
                throw e;
            }
            return action.read(connections.token(host, place.owner()));
        }
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        ScmUrl place = place(url);
        if (place.path().isEmpty() || place.ref().isEmpty()) {
            throw new NotFoundException(
                    url, "it names no file; a file's URL goes on with blob, a branch and the path: " + example(place));
        }
        Optional<SourceFile> shared = options.token().isPresent() ? Optional.empty() : sharedFile(url, place, options);
        if (shared.isPresent()) {
            return content(url, shared.get(), options);
        }
        return access.api().isPresent()
                ? withToken(place, options, token -> single(url, place, token, options))
                : fromGit(url, place, options);
    }

    private String example(ScmUrl place) {
        return host.webUrl(new ScmUrl(
                place.repository(),
                place.owner(),
                place.name(),
                ScmUrl.View.BLOB,
                Optional.of("main"),
                "catalog-info.yaml"));
    }

    private ReadResult single(String url, ScmUrl place, Optional<Secret> token, ReadOptions options)
            throws IOException {
        ScmApi api = access.api().orElseThrow();
        return connections.fetch().content(request(url, api.file(place, token.isPresent()), token, options));
    }

    /** Empty if the file is to be asked for alone: also one that the tree leaves out, to learn why. */
    private Optional<SourceFile> sharedFile(String url, ScmUrl place, ReadOptions options) throws IOException {
        Optional<byte[]> offered = connections.shared().offered(place);
        if (offered.isPresent()) {
            return Optional.of(SourceFile.of(place.path(), url, offered.get()));
        }
        ReadOptions whole = options.withMaxTreeBytes(SharedTrees.MAX_TREE_BYTES)
                .withMaxFiles(ReadOptions.defaults().maxFiles())
                .withFilter(path -> true);
        Optional<Map<String, SourceFile>> files = connections
                .shared()
                .files(
                        place,
                        access.api().isEmpty(),
                        known -> tree(url, place.withPath(""), false, whole.withEtag(known)));
        return files.flatMap(found -> Optional.ofNullable(found.get(place.path())));
    }

    private static ReadResult content(String url, SourceFile file, ReadOptions options) throws IOException {
        if (file.size() > options.maxFileBytes()) {
            throw new TooLargeException(url, "it is larger than " + options.maxFileBytes() + " bytes");
        }
        byte[] bytes = file.bytes();
        Optional<String> etag = Optional.of(Versions.ofContent(bytes));
        return options.etag().equals(etag)
                ? new ReadResult.NotModified(etag)
                : new ReadResult.Content(url, bytes, etag);
    }

    /** A repository that is too large to share, or a file that is not in it. */
    private ReadResult fromGit(String url, ScmUrl place, ReadOptions options) throws IOException {
        ReadOptions wanted = options.withEtag(Optional.empty()).withFilter(place.path()::equals);
        TreeResult.Tree tree = (TreeResult.Tree) tree(url, place.withPath(""), false, wanted);
        SourceFile file = tree.file(place.path())
                .orElseThrow(() -> new NotFoundException(url, "there is no such file on the branch"));
        return content(url, file, options);
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        return tree(url, place(url), false, options);
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        ScmUrl place = place(url);
        if (!Glob.isPattern(place.path())) {
            return HttpUrlReader.single(this, url, options);
        }
        PatternPath pattern = PatternPath.of(place.path());
        return searchTree(url, place, pattern, options);
    }

    TreeResult searchTree(String url, ScmUrl place, PatternPath pattern, ReadOptions options) throws IOException {
        Predicate<String> wanted = options.filter();
        return tree(
                url,
                place.withPath(pattern.directory()),
                true,
                options.withFilter(path -> pattern.matchesRelative(path) && wanted.test(path)));
    }

    /** @param optional whether a directory that is not there gives no files, instead of a failure */
    private TreeResult tree(String url, ScmUrl place, boolean optional, ReadOptions options) throws IOException {
        return withToken(place, options, token -> {
            boolean archives = access.api()
                    .flatMap(api -> api.archive(place, "HEAD", token.isPresent()))
                    .isPresent();
            return archives
                    ? fromArchive(url, place, optional, token, options)
                    : connections.trees().read(gitRequest(url, place, optional, token, options));
        });
    }

    private GitTrees.Request gitRequest(
            String url, ScmUrl place, boolean optional, Optional<Secret> token, ReadOptions options) {
        return new GitTrees.Request(
                url,
                host.cloneUrl(place),
                place.ref().filter(ref -> !ref.equals("HEAD")), // as written for the default branch
                place.path(),
                optional,
                access.gitUser(),
                token,
                access.ssh(),
                fileUrls(place),
                options);
    }

    private TreeResult fromArchive(
            String url, ScmUrl place, boolean optional, Optional<Secret> token, ReadOptions options)
            throws IOException {
        Optional<String> commit = commit(url, place, token, options);
        if (commit.isEmpty() || options.etag().equals(commit)) {
            return new TreeResult.NotModified(options.etag());
        }
        ScmApi.Request archive = access.api()
                .flatMap(api -> api.archive(place, commit.get(), token.isPresent()))
                .orElseThrow();
        return connections.fetch().stream(
                request(url, archive, token, options), body -> unpacked(url, place, optional, commit, options, body));
    }

    private TreeResult unpacked(
            String url, ScmUrl place, boolean optional, Optional<String> commit, ReadOptions options, InputStream body)
            throws IOException {
        ArchiveTree archive = new ArchiveTree(url, place.path(), options, fileUrls(place));
        TreeResult.Tree tree = new TreeResult.Tree(url, archive.read(body), commit);
        if (!archive.directorySeen() && !optional && !place.path().isEmpty()) {
            throw new NotFoundException(url, "there is no directory \"" + place.path() + "\"");
        }
        return tree;
    }

    /** The commit that is there now; empty if it is the one that the caller has. */
    private Optional<String> commit(String url, ScmUrl place, Optional<Secret> token, ReadOptions options)
            throws IOException {
        Optional<String> written = place.ref().filter(ref -> ref.matches("[0-9a-f]{40}"));
        if (written.isPresent()) {
            return written;
        }
        ScmApi api = access.api().orElseThrow();
        ScmApi.Request asked = api.commit(place);
        Map<String, String> headers = new LinkedHashMap<>(asked.headers());
        options.etag().ifPresent(known -> headers.put("If-None-Match", "\"" + known + "\""));
        HttpFetch.Request request =
                request(url, new ScmApi.Request(asked.url(), headers), token, options.withEtag(Optional.empty()));
        HttpFetch.Answer answer = connections.fetch().get(request);
        if (answer.status() == 304) {
            return Optional.empty();
        }
        requireCommit(url, place, answer);
        HttpFetch.requireSuccess(request, answer);
        return Optional.of(api.commitId(answer.text())
                .orElseThrow(() -> new SourceException(url, "the API's answer names no commit")));
    }

    /** GitHub's words for an empty repository (409) and for a branch that is not there (422). */
    private static void requireCommit(String url, ScmUrl place, HttpFetch.Answer answer) throws NotFoundException {
        if (answer.status() == 409) {
            throw new NotFoundException(url, "the repository is empty");
        }
        if (answer.status() == 422) {
            throw new NotFoundException(
                    url, "there is no branch, tag or commit \"" + place.ref().orElse("HEAD") + "\"");
        }
    }

    private Function<String, String> fileUrls(ScmUrl place) {
        return path -> fileUrl(place, path);
    }

    String fileUrl(ScmUrl place, String path) {
        ScmUrl onBranch = new ScmUrl(
                place.repository(),
                place.owner(),
                place.name(),
                ScmUrl.View.BLOB,
                Optional.of(place.ref().orElse("HEAD")),
                path);
        return host.webUrl(onBranch);
    }

    ScmUrl place(String url) throws SourceException {
        return host.parse(url)
                .orElseThrow(() ->
                        new SourceException(url, "it names no file or directory of a repository on " + host.host()));
    }

    HttpFetch.Request request(String url, ScmApi.Request asked, Optional<Secret> token, ReadOptions options)
            throws SourceException {
        WebUrl target = WebUrl.parse(asked.url())
                .orElseThrow(() -> new SourceException(url, asked.url() + " is no web address"));
        return HttpFetch.Request.get(target, url, asked.headers(), token, options);
    }
}
