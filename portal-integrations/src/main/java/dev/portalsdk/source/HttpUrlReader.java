package dev.portalsdk.source;

import dev.portalsdk.integration.WebUrl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plain web servers that are on the allow list. They have no trees and no patterns, as in Backstage's FetchUrlReader. */
final class HttpUrlReader implements UrlReader {
    private final HttpFetch fetch;

    HttpUrlReader(HttpFetch fetch) {
        this.fetch = fetch;
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        WebUrl address = WebUrl.parse(url).orElseThrow(() -> new SourceException(url, "it is no web address"));
        return fetch.content(HttpFetch.Request.get(address, url, Map.of(), options.token(), options));
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        throw new SourceException(
                url,
                "a plain web server has no directories to list; trees are read from files and from hosts under integrations");
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        if (WebUrl.parse(url).filter(address -> Glob.isPattern(address.path())).isPresent()) {
            throw new SourceException(url, "a plain web server cannot be searched by a pattern; name each file");
        }
        return single(this, url, options);
    }

    /** A search for one file: a missing one is no match. */
    static TreeResult single(UrlReader reader, String url, ReadOptions options) throws IOException {
        try {
            ReadResult result = reader.read(url, options);
            if (result instanceof ReadResult.Content content) {
                String name = url.replaceAll("[?#].*$", "").replaceAll("^.*/", "");
                return new TreeResult.Tree(url, List.of(SourceFile.of(name, url, content.bytes())), content.etag());
            }
            return new TreeResult.NotModified(result.etag());
        } catch (NotFoundException missing) {
            return new TreeResult.Tree(url, List.of(), Optional.empty());
        }
    }
}
