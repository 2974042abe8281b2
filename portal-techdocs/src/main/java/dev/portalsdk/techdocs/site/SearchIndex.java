package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code search/search_index.json} in the shape of MkDocs, which Backstage's collator reads: an entry for each page and
 * for each heading from level 2. The text below a heading is in its own entry only, not also in that of the page.
 */
final class SearchIndex {

    private final List<Value> docs = new ArrayList<>();

    void add(String url, String title, List<SearchText.Section> sections) {
        for (SearchText.Section section : sections) {
            docs.add(Value.Obj.builder()
                    .put("location", section.id().isEmpty() ? url : url + "#" + section.id())
                    .put("title", section.id().isEmpty() ? title : section.title())
                    .put("text", section.text())
                    .build());
        }
    }

    String toJson() {
        Value.Obj config = Value.Obj.builder()
                .put("indexing", "full")
                .put("lang", Value.Arr.of(Value.Str.of("en")))
                .put("min_search_length", 3)
                .put("prebuild_index", false)
                .put("separator", "[\\s\\-]+")
                .build();
        return Value.Obj.builder()
                .put("config", config)
                .put("docs", Value.Arr.of(docs))
                .build()
                .toJson();
    }
}
