package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.ScmApi;
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
 * What GitHub does otherwise than other hosts: a pattern is matched against one listing from the API, without contents, or, if
 * the repository is too big for that, against the tree; a directory that is asked for as a file is listed.
 */
final class GitHubUrlReader implements UrlReader {
    /** GitHub answers with at most 100,000 entries or 7 MB. */
    private static final long MAX_LISTING_BYTES = 32L << 20;

    private final GitHubIntegration integration;
    private final HostConnections connections;
    private final ScmUrlReader reader;

    GitHubUrlReader(GitHubIntegration integration, HostConnections connections, ScmUrlReader reader) {
        this.integration = integration;
        this.connections = connections;
        this.reader = reader;
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        ReadResult result = reader.read(url, options);
        if (result instanceof ReadResult.Content content && isListing(content)) {
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
        return reader.readTree(url, options);
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        ScmUrl place = reader.place(url);
        if (!Glob.isPattern(place.path())) {
            return HttpUrlReader.single(this, url, options);
        }
        PatternPath pattern = PatternPath.of(place.path());
        ReadResult result = reader.withToken(place, options, token -> listing(url, place, token, options));
        if (!(result instanceof ReadResult.Content content)) {
            return new TreeResult.NotModified(result.etag());
        }
        Value.Obj listed = parsed(url, content);
        boolean truncated =
                listed.get("truncated").filter(Value.Bool.TRUE::equals).isPresent();
        return truncated
                ? reader.searchTree(url, place, pattern, options.withEtag(Optional.empty()))
                : new TreeResult.Tree(url, matches(listed, place, pattern, url, options), content.etag());
    }

    private ReadResult listing(String url, ScmUrl place, Optional<Secret> token, ReadOptions options)
            throws IOException {
        String address = integration.repositoryApiUrl(place) + "/git/trees/"
                + WebUrl.encodeSegment(place.ref().orElse("HEAD")) + "?recursive=1";
        ScmApi.Request asked = new ScmApi.Request(address, Map.of("Accept", "application/vnd.github+json"));
        return connections
                .fetch()
                .content(reader.request(url, asked, token, options.withMaxFileBytes(MAX_LISTING_BYTES)));
    }

    private static Value.Obj parsed(String url, ReadResult.Content content) throws SourceException {
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
                        reader.fileUrl(place, path),
                        size,
                        mode.equals("100755"),
                        this,
                        options.withEtag(Optional.empty()))));
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
