package dev.portalsdk.techdocs;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.site.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests for the files of sites as HTTP wants them, for whatever server a host has: content types, ETags and what
 * has not changed, one range of bytes.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class SiteDelivery {

    /** Who shows the files. */
    public enum Profile {
        /** Browsers, straight: the site is a web site. */
        STANDALONE,
        /**
         * A Backstage front end, which fetches pages and sanitises them itself: whatever a browser might run is {@code
         * text/plain}.
         */
        BACKSTAGE
    }

    /**
     * What is asked for.
     *
     * @param path within the site, decoded, for example {@code guide/index.html}
     * @param ifNoneMatch the header of that name
     * @param range the header of that name
     */
    public record Request(String path, Optional<String> ifNoneMatch, Optional<String> range) {

        /** The whole file. */
        public static Request of(String path) {
            return new Request(path, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What to answer.
     *
     * @param status 200, 206, 304, 404 or 416
     * @param headers by name
     * @param file absent when there is no content to send
     * @param from first byte to send
     * @param length how many bytes to send; 0 or more
     */
    public record Answer(
            int status, Map<String, String> headers, Optional<PublishedFile> file, long from, long length) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        /**
         * The bytes to send, those and no more; nothing where there is no content. The caller closes it.
         *
         * @throws IOException if the file cannot be read any more
         */
        public InputStream open() throws IOException {
            if (file.isEmpty() || length == 0) {
                return InputStream.nullInputStream();
            }
            InputStream rest = file.get().content().openAt(from);
            return from + length == file.get().size() ? rest : new FirstBytes(rest, length);
        }
    }

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final PublishedSites sites;
    private final Profile profile;

    /** @param profile who shows the files */
    public SiteDelivery(PublishedSites sites, Profile profile) {
        this.sites = sites;
        this.profile = profile;
    }

    /**
     * Answers a request.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public Answer get(EntityRef entity, Request request) throws IOException {
        Optional<PublishedFile> found = sites.file(entity, request.path());
        if (found.isEmpty()) {
            return new Answer(404, Map.of(), Optional.empty(), 0, 0);
        }
        PublishedFile file = found.get();
        Map<String, String> headers = headers(file);
        if (request.ifNoneMatch().filter(known -> matches(known, file.etag())).isPresent()) {
            return new Answer(304, headers, Optional.empty(), 0, 0);
        }
        headers.put("Content-Type", mediaType(file.path()));
        return request.range()
                .map(RANGE::matcher)
                .filter(Matcher::matches)
                .map(range -> part(file, range, headers))
                .orElseGet(() -> new Answer(200, headers, found, 0, file.size()));
    }

    private String mediaType(String path) {
        return profile == Profile.BACKSTAGE ? MediaTypes.inBackstage(path) : MediaTypes.of(path);
    }

    /** Files keep their names when they change, so a cache must ask whether it still has the right one. */
    private static Map<String, String> headers(PublishedFile file) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ETag", "\"" + file.etag() + "\"");
        headers.put("Cache-Control", "no-cache");
        headers.put("Accept-Ranges", "bytes");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }

    private static boolean matches(String known, String etag) {
        return known.strip().equals("*") || known.contains("\"" + etag + "\"");
    }

    /** {@code bytes=0-99}, {@code bytes=100-}, or the last hundred, {@code bytes=-100}. */
    private static Answer part(PublishedFile file, Matcher range, Map<String, String> headers) {
        boolean last = range.group(1).isEmpty();
        long first = last ? 0 : Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? file.size() - 1 : Long.parseLong(range.group(2));
        if (last && !range.group(2).isEmpty()) {
            first = Math.max(0, file.size() - end);
            end = file.size() - 1;
        }
        end = Math.min(end, file.size() - 1);
        if (first > end || (last && range.group(2).isEmpty())) {
            headers.put("Content-Range", "bytes */" + file.size());
            return new Answer(416, headers, Optional.empty(), 0, 0);
        }
        headers.put("Content-Range", "bytes " + first + "-" + end + "/" + file.size());
        return new Answer(206, headers, Optional.of(file), first, end - first + 1);
    }
}
