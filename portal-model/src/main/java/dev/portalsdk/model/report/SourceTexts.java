package dev.portalsdk.model.report;

import java.io.IOException;
import java.util.Optional;

/** Gives the text of what findings are about, so that a report can show it. */
@FunctionalInterface
public interface SourceTexts {

    /**
     * The text of a source.
     *
     * @param source as in {@link dev.portalsdk.model.SourceLocation#source()}
     * @return empty if it is not known; the finding is then shown without its line, as it is if this throws
     */
    Optional<String> text(String source) throws IOException;

    /** Reads local files of up to 64 MiB; anything else is not known. */
    static SourceTexts files() {
        return LocalTexts.INSTANCE;
    }
}
