package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files, trees and patterns on one GitHub host.
 *
 * <p>A file comes from the raw service, or with a token from the API (as Backstage's GithubUrlReader); a tree from Git; a
 * pattern is matched against one listing from the API, or, if the repository is too big for that, against the tree.
 */
final class GitHubUrlReader implements UrlReader {
    /** GitHub answers with at most 100,000 entries or 7 MB. */
    private static final long MAX_LISTING_BYTES = 32L << 20;

    private final GitHubIntegration integration;
    private final HttpFetch fetch;
    private final GitTrees trees;

    GitHubUrlReader(GitHubIntegration integration, HttpFetch fetch, GitTrees trees) {
        this.integration = integration;
        this.fetch = fetch;
        this.trees = trees;
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        ScmUrl place = place(url);
        if (place.path().isEmpty() || place.ref().isEmpty()) {
            throw new NotFoundException(url, "it names no file; write https://HOST/OWNER/REPOSITORY/blob/BRANCH/PATH");
        }
        boolean api = token(options).isPresent() || integration.rawBaseUrl().isEmpty();
        String address = api ? integration.contentsUrl(place) : integration.fetchUrl(place);
        ReadResult result = fetch.content(request(url, address, "application/vnd.github.raw+json", options));
        if (api && result instanceof ReadResult.Content content && isListing(content)) {
            throw new NotFoundException(url, "it is a directory, not a file");
        }
        return result;
    }

    /** Asked for the bytes of a directory, the API lists it: the first entry tells. A file that looks the same is not met. */
    private static boolean isListing(ReadResult.Content content) {
        byte[] bytes = content.bytes();
        if (bytes.length < 2 || bytes[0] != '[') {
            return false;
        }
        try {
            return Value.parseJson(new String(bytes, StandardCharsets.UTF_8)) instanceof Value.Arr list
                    && list.size() > 0
                    && list.get(0) instanceof Value.Obj first
                    && first.has("git_url")
                    && first.has("download_url")
                    && first.has("_links");
        } catch (IllegalArgumentException notJson) {
            return false;
        }
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        ScmUrl place = place(url);
        return trees.read(new GitTrees.Request(
                url,
                integration.cloneUrl(place),
                place.ref(),
                place.path(),
                false,
                token(options),
                path -> fileUrl(place, path),
                options));
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        ScmUrl place = place(url);
        if (!Glob.isPattern(place.path())) {
            return HttpUrlReader.single(this, url, options);
        }
        PatternPath pattern = PatternPath.of(place.path());
        String address = integration.repositoryApiUrl(place) + "/git/trees/"
                + WebUrl.encodeSegment(place.ref().orElse("HEAD")) + "?recursive=1";
        ReadOptions listing = options.withMaxFileBytes(MAX_LISTING_BYTES);
        ReadResult result = fetch.content(request(url, address, "application/vnd.github+json", listing));
        if (!(result instanceof ReadResult.Content content)) {
            return new TreeResult.NotModified(result.etag());
        }
        Value.Obj listed = listing(url, content);
        boolean truncated =
                listed.get("truncated").filter(Value.Bool.TRUE::equals).isPresent();
        return truncated
                ? searchTree(url, place, pattern, options)
                : new TreeResult.Tree(url, matches(listed, place, pattern, url, options), content.etag());
    }

    private static Value.Obj listing(String url, ReadResult.Content content) throws SourceException {
        try {
            return Value.parseJson(content.text())
                    .asObj()
                    .orElseThrow(() -> new IllegalArgumentException("no JSON object"));
        } catch (IllegalArgumentException e) {
            throw new SourceException(url, "the API's listing cannot be understood: " + e.getMessage(), e);
        }
    }

    private List<SourceFile> matches(
            Value.Obj listing, ScmUrl place, PatternPath pattern, String url, ReadOptions options)
            throws TooLargeException {
        TreeLimits limits = new TreeLimits(url, options);
        List<SourceFile> files = new ArrayList<>();
        for (Value entry : listing.arr("tree").map(Value.Arr::values).orElse(List.of())) {
            Optional<RemoteFile> file = entry.asObj().flatMap(fields -> remoteFile(fields, place, pattern, options));
            if (file.isPresent() && options.filter().test(file.get().path())) {
                limits.add(file.get().size());
                files.add(file.get());
            }
        }
        files.sort(Comparator.comparing(SourceFile::path));
        return files;
    }

    private Optional<RemoteFile> remoteFile(Value.Obj entry, ScmUrl place, PatternPath pattern, ReadOptions options) {
        String mode = entry.string("mode").orElse("");
        boolean file = entry.string("type").filter("blob"::equals).isPresent() && !mode.equals("120000");
        long size = entry.get("size").orElse(Value.Null.NULL) instanceof Value.Num number ? number.longValue() : 0;
        return entry.string("path").filter(path -> file).flatMap(path -> pattern.relative(path)
                .map(relative -> new RemoteFile(
                        relative,
                        fileUrl(place, path),
                        size,
                        mode.equals("100755"),
                        this,
                        options.withEtag(Optional.empty()))));
    }

    private TreeResult searchTree(String url, ScmUrl place, PatternPath pattern, ReadOptions options)
            throws IOException {
        return trees.read(new GitTrees.Request(
                url,
                integration.cloneUrl(place),
                place.ref(),
                pattern.directory(),
                true,
                token(options),
                path -> fileUrl(place, path),
                options.withFilter(path ->
                        pattern.matchesRelative(path) && options.filter().test(path))));
    }

    private String fileUrl(ScmUrl place, String path) {
        ScmUrl onBranch = new ScmUrl(
                place.repository(),
                place.owner(),
                place.name(),
                ScmUrl.View.BLOB,
                Optional.of(place.ref().orElse("HEAD")),
                path);
        return integration.webUrl(onBranch);
    }

    private ScmUrl place(String url) throws SourceException {
        return integration
                .parse(url)
                .orElseThrow(() -> new SourceException(
                        url, "it names no file or directory of a repository on " + integration.host()));
    }

    private HttpFetch.Request request(String url, String address, String accept, ReadOptions options)
            throws SourceException {
        WebUrl target =
                WebUrl.parse(address).orElseThrow(() -> new SourceException(url, address + " is no web address"));
        return new HttpFetch.Request(target, url, Map.of("Accept", accept), token(options), options);
    }

    private Optional<Secret> token(ReadOptions options) {
        return options.token().or(integration::token);
    }

    private record RemoteFile(
            String path, String url, long size, boolean executable, GitHubUrlReader reader, ReadOptions options)
            implements SourceFile {
        @Override
        public byte[] bytes() throws IOException {
            if (reader.read(url, options) instanceof ReadResult.Content content) {
                return content.bytes();
            }
            throw new SourceException(url, "not modified, though no etag was sent");
        }

        @Override
        public String toString() {
            return url + " (" + size + " bytes)";
        }
    }
}
