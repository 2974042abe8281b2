package dev.portalsdk.techdocs.site;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What kind of content a file of a site is, by its name. */
public final class MediaTypes {

    private static final String TEXT = "text/plain; charset=utf-8";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json; charset=utf-8"),
            Map.entry("xml", "application/xml; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("md", "text/markdown; charset=utf-8"),
            Map.entry("txt", TEXT),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"));

    // As Backstage's getHeadersForFileExtension: what a browser might run, under whatever name.
    private static final Pattern ACTIVE =
            Pattern.compile("htm|xml|svg|appcache|manifest|mathml|owl|rdf|rng|vtt|xht|xsd|xsl");

    private MediaTypes() {}

    /** For a site that is served by itself, for example {@code text/html; charset=utf-8}; never empty. */
    public static String of(String path) {
        return BY_ENDING.getOrDefault(ending(path), "application/octet-stream");
    }

    /**
     * For a site that is served to a Backstage front end: whatever a browser might run, or take for such without a name's
     * ending, is {@code text/plain}, as the front end sanitises it before it is shown.
     */
    public static String inBackstage(String path) {
        boolean named = path.lastIndexOf('.') > path.lastIndexOf('/');
        return !named || ACTIVE.matcher(ending(path)).find() ? TEXT : of(path);
    }

    private static String ending(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
