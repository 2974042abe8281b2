package dev.portalsdk.catalog;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;

/** Reads what a test put on the web, and all files of this machine. */
record WebAndFiles(UrlReader web, UrlReader files) implements UrlReader {
    WebAndFiles(UrlReader web) {
        this(web, UrlReaders.from(Config.empty(), Integrations.of(Config.empty())));
    }

    private UrlReader of(String url) {
        return url.startsWith("http") ? web : files;
    }

    @Override
    public ReadResult read(String url, ReadOptions options) throws IOException {
        return of(url).read(url, options);
    }

    @Override
    public TreeResult readTree(String url, ReadOptions options) throws IOException {
        return of(url).readTree(url, options);
    }

    @Override
    public TreeResult search(String url, ReadOptions options) throws IOException {
        return of(url).search(url, options);
    }
}
