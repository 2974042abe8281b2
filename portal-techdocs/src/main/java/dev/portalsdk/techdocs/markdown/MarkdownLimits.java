package dev.portalsdk.techdocs.markdown;

/**
 * How much one page may ask for, so that a hostile or broken page cannot stall a build.
 *
 * @param pageCharacters a page longer than this is not rendered and gets an error in its place; 1 or more
 * @param snippetCharacters how much text all snippets of one page may add; 0 or more
 * @param snippetDepth how deep snippets may include snippets; 0 refuses them all
 * @param abbreviations how many abbreviations one page may define; further ones stay undefined
 */
public record MarkdownLimits(int pageCharacters, int snippetCharacters, int snippetDepth, int abbreviations) {

    /** One million characters a page, as many from snippets, 8 levels of snippets, 200 abbreviations. */
    public static final MarkdownLimits STANDARD = new MarkdownLimits(1_000_000, 1_000_000, 8, 200);

    public MarkdownLimits {
        if (pageCharacters < 1 || snippetCharacters < 0 || snippetDepth < 0 || abbreviations < 0) {
            throw new IllegalArgumentException("Markdown limits must not be negative (pageCharacters at least 1): "
                    + pageCharacters + ", " + snippetCharacters + ", " + snippetDepth + ", " + abbreviations);
        }
    }
}
