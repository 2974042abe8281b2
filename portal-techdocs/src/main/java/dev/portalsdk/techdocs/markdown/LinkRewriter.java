package dev.portalsdk.techdocs.markdown;

/** Decides where a link of a page leads in the output, for example {@code api.md} to {@code ../api/}. */
@FunctionalInterface
public interface LinkRewriter {

    /** Leaves every link as the author wrote it. */
    LinkRewriter UNCHANGED = PageLink::target;

    /**
     * Returns the destination to write into the HTML; the link's own target to leave it. Called once for each link and
     * image, in no particular order, by the thread that renders the page.
     */
    String rewrite(PageLink link);
}
