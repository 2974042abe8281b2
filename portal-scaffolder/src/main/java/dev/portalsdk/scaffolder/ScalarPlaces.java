package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a character of a text stands in the YAML file that the text was read from.
 *
 * <p>Folding, quoting and indentation change white space and spell characters differently, but keep the order of what is not white space: so a
 * text and its spelling are read side by side, and only those characters are counted. Where that does not work out, because of an alias or
 * because the file is not at hand, the place is that of the text's beginning.
 */
final class ScalarPlaces {
    private final EntityDescriptor document;
    private final List<String> lines = new ArrayList<>();

    /** @param yaml the file; empty if it is not at hand */
    ScalarPlaces(EntityDescriptor document, Optional<String> yaml) {
        this.document = document;
        yaml.ifPresent(text -> text.lines().forEach(lines::add));
    }

    /** The place of a text. */
    Optional<SourceLocation> of(String pointer) {
        return document.location(pointer);
    }

    Optional<SourceLocation> ofKey(String pointer) {
        return document.keyLocation(pointer);
    }

    /** The place of a character of a text. */
    Optional<SourceLocation> of(String pointer, String text, int offset) {
        Optional<SourceLocation> start = document.location(pointer);
        if (start.isEmpty() || start.get().line() > lines.size()) {
            return start;
        }
        SourceLocation from = start.get();
        String first = lines.get(from.line() - 1);
        if (from.column() > first.codePointCount(0, first.length())) {
            return start;
        }
        return Optional.of(new Spelling(from, text).place(offset).orElse(from));
    }

    /** A text as it is spelled. */
    private final class Spelling {
        private final SourceLocation start;
        private final String text;
        private final char style;
        private int line;
        private int at;

        Spelling(SourceLocation start, String text) {
            this.start = start;
            this.text = text;
            this.line = start.line() - 1;
            this.at = lines.get(line).offsetByCodePoints(0, start.column() - 1);
            this.style = lines.get(line).charAt(at);
            if (style == '|' || style == '>') {
                line++;
                at = 0;
            } else if (style == '"' || style == '\'') {
                at++;
            }
        }

        Optional<SourceLocation> place(int offset) {
            for (int i = 0; i <= offset && i < text.length(); i++) {
                char c = text.charAt(i);
                if (Character.isWhitespace(c)) {
                    continue;
                }
                if (!skipBlank() || !matches(c)) {
                    return Optional.empty();
                }
                if (i == offset) {
                    return Optional.of(here());
                }
                advance(c);
            }
            return Optional.empty();
        }

        private SourceLocation here() {
            return new SourceLocation(start.source(), line + 1, lines.get(line).codePointCount(0, at) + 1);
        }

        /** To what comes next and is not white space; false at the end of the file. */
        private boolean skipBlank() {
            while (line < lines.size()) {
                String current = lines.get(line);
                while (at < current.length()) {
                    int blank = blank(current);
                    if (blank == 0) {
                        return true;
                    }
                    at += blank;
                }
                line++;
                at = 0;
            }
            return false;
        }

        private int blank(String current) {
            if (Character.isWhitespace(current.charAt(at))) {
                return 1;
            }
            if (style != '"' || current.charAt(at) != '\\') {
                return 0;
            }
            boolean lineEnd = at + 1 >= current.length();
            return lineEnd ? 1 : "ntr \t_".indexOf(current.charAt(at + 1)) >= 0 ? 2 : 0;
        }

        private boolean matches(char c) {
            return lines.get(line).charAt(at) == c
                    || (style == '"' && lines.get(line).charAt(at) == '\\');
        }

        private void advance(char c) {
            String current = lines.get(line);
            if (style == '\'' && c == '\'') {
                at += 2;
            } else if (style == '"' && current.charAt(at) == '\\') {
                at += escape(at + 1 < current.length() ? current.charAt(at + 1) : ' ');
            } else {
                at++;
            }
        }

        private int escape(char kind) {
            return switch (kind) {
                case 'x' -> 4;
                case 'u' -> 6;
                case 'U' -> 10;
                default -> 2;
            };
        }
    }
}
