package dev.portalsdk.scaffolder;

import java.util.ArrayList;
import java.util.List;

/**
 * A text and the places in it that were marked with {@code «}.
 *
 * @param places as {@code line:column}
 */
record Marked(String text, List<String> places) {
    static Marked of(String marked) {
        List<String> places = new ArrayList<>();
        String text = marked;
        for (int at = text.indexOf('«'); at >= 0; at = text.indexOf('«')) {
            text = text.substring(0, at) + text.substring(at + 1);
            var place = TextCheck.place("", text, at);
            places.add(place.line() + ":" + place.column());
        }
        return new Marked(text, places);
    }
}
