package dev.portalsdk.samples.portal.docs;

import dev.portalsdk.model.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.Jsoup;

/** Finds words in a site's {@code search/search_index.json}: all of them must be there, and count more in a title. */
final class SiteSearch {
    static final String INDEX = "search/search_index.json";
    private static final int MOST_RESULTS = 30;
    private static final int MOST_WORDS = 10;
    private static final int IN_TITLE = 10;
    private static final int BEFORE = 60;
    private static final int EXCERPT = 220;

    /**
     * A place that was found.
     *
     * @param location from the site's root: {@code runbooks/#db-errors}
     */
    record Hit(String location, String title, String excerpt) {}

    private record Scored(Hit hit, int score) {}

    private SiteSearch() {}

    /** The best first. */
    static List<Hit> find(String index, String query) {
        List<String> words = Stream.of(query.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        if (words.isEmpty()) {
            return List.of();
        }
        return Value.parseJson(index)
                .at("/docs")
                .flatMap(Value::asArr)
                .map(Value.Arr::values)
                .orElse(List.of())
                .stream()
                .flatMap(document -> document.asObj().stream())
                .map(document -> score(document, words))
                .filter(scored -> scored.score() > 0)
                .sorted(Comparator.comparingInt(Scored::score).reversed())
                .limit(MOST_RESULTS)
                .map(Scored::hit)
                .toList();
    }

    private static Scored score(Value.Obj document, List<String> words) {
        String title = document.string("title").orElse("");
        String text = Jsoup.parse(document.string("text").orElse("")).text();
        String lowerTitle = title.toLowerCase(Locale.ROOT);
        String lowerText = text.toLowerCase(Locale.ROOT);
        int score = 0;
        for (String word : words) {
            int here = (lowerTitle.contains(word) ? IN_TITLE : 0) + (lowerText.contains(word) ? 1 : 0);
            if (here == 0) {
                return new Scored(new Hit("", "", ""), 0);
            }
            score += here;
        }
        int at = Math.max(0, lowerText.indexOf(words.get(0)));
        int start = Math.max(0, at - BEFORE);
        String excerpt = text.substring(Math.min(start, text.length()), Math.min(text.length(), start + EXCERPT));
        return new Scored(new Hit(document.string("location").orElse(""), title, excerpt), score);
    }
}
