package dev.portalsdk.techdocs.markdown;

import java.io.IOException;
import java.util.Optional;

/** Gives the text that {@code --8<-- "path"} includes. */
@FunctionalInterface
public interface SnippetReader {

    /** Knows no snippet: every inclusion becomes a finding. */
    SnippetReader NONE = path -> Optional.empty();

    /**
     * Returns the snippet's text, or empty when there is none or the path is not one that a page may read.
     *
     * @param path as the page names it: relative, with {@code /}
     * @throws IOException if the snippet is there but cannot be read; becomes a finding of the page
     */
    Optional<String> read(String path) throws IOException;
}
