package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.SourceLocation;
import org.jspecify.annotations.Nullable;

/** A template's text and where it begins; turns offsets into places when something is wrong. */
record SourceText(String text, SourceLocation origin) {
    private static final int EXCERPT_CHARS = 120;

    SourceLocation location(int offset) {
        int at = Math.min(offset, text.length());
        int line = origin.line();
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        int first = line == origin.line() ? origin.column() : 1;
        return new SourceLocation(origin.source(), line, first + text.codePointCount(lineStart, at));
    }

    TemplateException error(TemplateException.Kind kind, int offset, String problem, @Nullable Throwable cause) {
        return new TemplateException(kind, location(offset), problem, excerpt(offset), cause);
    }

    TemplateException syntaxError(int offset, String problem) {
        return error(TemplateException.Kind.SYNTAX, offset, problem, null);
    }

    /** The line at fault with a caret below the offset; long lines are cut around it. */
    private String excerpt(int offset) {
        int at = Math.min(offset, text.length());
        int start = text.lastIndexOf('\n', at - 1) + 1;
        int end = text.indexOf('\n', at);
        int from = Math.max(start, at - EXCERPT_CHARS / 2);
        int to = Math.min(end < 0 ? text.length() : end, from + EXCERPT_CHARS);
        String line = text.substring(from, to).replace('\t', ' ').replace('\r', ' ');
        return line.isBlank() ? "" : "\n  " + line + "\n  " + " ".repeat(at - from) + "^";
    }
}
