package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownLimits;

/**
 * How much one site may hold.
 *
 * @param files pages and other files together, 1 or more; a site with more is refused
 * @param fileBytes size of one file, 1 or more; a larger one is left out with a finding
 * @param totalBytes size of all files together, 1 or more; a larger site is refused
 * @param page limits of a page
 */
public record SiteLimits(int files, long fileBytes, long totalBytes, MarkdownLimits page) {

    /** 50,000 files, 50 MiB each, 1 GiB together, {@link MarkdownLimits#STANDARD}. */
    public static final SiteLimits STANDARD = new SiteLimits(50_000, 50L << 20, 1L << 30, MarkdownLimits.STANDARD);

    public SiteLimits {
        if (files < 1 || fileBytes < 1 || totalBytes < 1) {
            throw new IllegalArgumentException(
                    "Site limits must be at least 1: " + files + ", " + fileBytes + ", " + totalBytes);
        }
    }
}
