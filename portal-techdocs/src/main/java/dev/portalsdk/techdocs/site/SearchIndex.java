package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.markdown.PageSection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * {@code search/search_index.json} in the shape of MkDocs, which Backstage's collator reads: an entry for each page and
 * for each heading from level 2. The text below a heading is in its own entry only, not also in that of the page.
 */
final class SearchIndex {

    static final String PATH = "search/search_index.json";

    private SearchIndex() {}

    /** The entries of one page, as JSON in UTF-8 without the brackets around. */
    static byte[] entries(String url, String title, List<PageSection> sections) {
        List<Value> entries = sections.stream()
                .<Value>map(section -> Value.Obj.builder()
                        .put("location", section.id().isEmpty() ? url : url + "#" + section.id())
                        .put("title", section.id().isEmpty() ? title : section.title())
                        .put("text", section.text())
                        .build())
                .toList();
        String json = Value.Arr.of(entries).toJson();
        return json.substring(1, json.length() - 1).getBytes(StandardCharsets.UTF_8);
    }

    /** @param pages the entries of each page */
    static void write(Collection<byte[]> pages, SiteOutput output) throws IOException {
        Value.Obj config = Value.Obj.builder()
                .put("indexing", "full")
                .put("lang", Value.Arr.of(Value.Str.of("en")))
                .put("min_search_length", 3)
                .put("prebuild_index", false)
                .put("separator", "[\\s\\-]+")
                .build();
        List<byte[]> pieces = new ArrayList<>();
        pieces.add(bytes("{\"config\":" + config.toJson() + ",\"docs\":["));
        for (byte[] entries : pages) {
            if (entries.length > 0) {
                pieces.add(bytes(pieces.size() > 1 ? "," : ""));
                pieces.add(entries);
            }
        }
        pieces.add(bytes("]}"));
        output.write(PATH, pieces);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
