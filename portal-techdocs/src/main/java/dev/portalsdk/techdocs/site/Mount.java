package dev.portalsdk.techdocs.site;

import dev.portalsdk.source.PathPatterns;

/**
 * A folder of documentation within a site: its own, or that of another site which it includes.
 *
 * @param prefix in front of the paths of its files in the site, empty or with a slash at its end
 * @param directory from the source, without a slash at its end
 * @param excluded files to leave out
 */
record Mount(String prefix, String directory, PathPatterns excluded) {}
