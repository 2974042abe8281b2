package dev.portalsdk.model.report;

import dev.portalsdk.model.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of sources. Holds on to the last one: sorted findings come source by source.
 *
 * <p>Lines end as YAML's do, in LF, CRLF or CR. A byte order mark is no part of the first line.
 */
final class SourceLines {
    /** Longer lines were written by programs, for programs. */
    private static final int MAX_LENGTH = 10_000;

    private final SourceTexts texts;
    private String source = "";
    private String text = "";
    private List<Integer> starts = List.of();

    SourceLines(SourceTexts texts) {
        this.texts = texts;
    }

    /** The line at a place; empty if it is not known or longer than anyone reads. */
    Optional<String> line(SourceLocation place) {
        if (!place.source().equals(source)) {
            load(place.source());
        }
        if (place.line() > starts.size()) {
            return Optional.empty();
        }
        int start = starts.get(place.line() - 1);
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            if (++end - start > MAX_LENGTH) {
                return Optional.empty();
            }
        }
        return Optional.of(text.substring(start, end));
    }

    private void load(String wanted) {
        source = wanted;
        try {
            Optional<String> found = texts.text(wanted);
            text = found.map(SourceLines::withoutMark).orElse("");
            starts = found.isPresent() ? starts(text) : List.of();
        } catch (IOException | RuntimeException e) {
            // The finding is what matters; it is shown without its line.
            text = "";
            starts = List.of();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static List<Integer> starts(String text) {
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean inside = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if ((c == '\n' || c == '\r') && !inside) {
                starts.add(i + 1);
            }
        }
        return starts;
    }
}
