package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code techdocs_metadata.json}, as Backstage reads it.
 *
 * @param siteDescription empty text when the configuration has none
 * @param etag the version of the source, when one is known
 * @param files everything the site is made of, itself included, sorted
 */
public record SiteMetadata(
        String siteName, String siteDescription, Optional<String> etag, Instant buildTimestamp, List<String> files) {

    /** The name of the file. */
    public static final String FILE = "techdocs_metadata.json";

    public SiteMetadata {
        files = files.stream().sorted().toList();
    }

    /** The same site, built from a known version of its source. */
    public SiteMetadata withEtag(String version) {
        return new SiteMetadata(siteName, siteDescription, Optional.of(version), buildTimestamp, files);
    }

    /**
     * Reads the metadata of a generated site.
     *
     * @return empty when the folder holds none
     * @throws IOException if the file cannot be read or is no JSON object
     */
    public static Optional<SiteMetadata> read(Path site) throws IOException {
        Path file = site.resolve(FILE);
        return Files.isRegularFile(file) ? Optional.of(parse(Files.readString(file))) : Optional.empty();
    }

    /**
     * Reads the text of a metadata file; what it lacks is empty.
     *
     * @throws IOException if the text is no JSON object
     */
    public static SiteMetadata parse(String json) throws IOException {
        try {
            if (Value.parseJson(json) instanceof Value.Obj root) {
                long millis = root.get("build_timestamp")
                        .map(value -> value instanceof Value.Num number ? number.longValue() : 0L)
                        .orElse(0L);
                return new SiteMetadata(
                        root.string("site_name").orElse(""),
                        root.string("site_description").orElse(""),
                        root.string("etag"),
                        Instant.ofEpochMilli(millis),
                        root.arr("files").map(Value.Arr::strings).orElse(List.of()));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(FILE + " is no JSON: " + e.getMessage(), e);
        }
        throw new IOException(FILE + " is no JSON object");
    }

    /** Writes the metadata into the folder of its site. */
    public void write(Path site) throws IOException {
        Files.write(site.resolve(FILE), toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** The text of the file. */
    public String toJson() {
        Value.Obj.Builder json =
                Value.Obj.builder().put("site_name", siteName).put("site_description", siteDescription);
        etag.ifPresent(version -> json.put("etag", version));
        return json.put("build_timestamp", buildTimestamp.toEpochMilli())
                .put("files", Value.Arr.ofStrings(files))
                .build()
                .toJson();
    }
}
