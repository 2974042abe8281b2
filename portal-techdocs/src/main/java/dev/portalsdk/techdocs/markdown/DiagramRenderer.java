package dev.portalsdk.techdocs.markdown;

import java.util.Optional;

/**
 * Draws the {@code plantuml} and {@code graphviz} blocks of pages, for a host that has something to draw them with. Called
 * by many threads, once for each block of each page that is rendered.
 */
@FunctionalInterface
public interface DiagramRenderer {

    /**
     * Draws a diagram. Limits on time and on what the source may include are the renderer's.
     *
     * @param language {@code plantuml} or {@code graphviz}
     * @param source what stands in the block, written by an author
     * @return empty when this renderer does not draw the language; the block stays code, with a finding
     * @throws Exception if the diagram cannot be drawn; the block stays code, with a finding that quotes the message
     */
    Optional<Diagram> render(String language, String source) throws Exception;
}
