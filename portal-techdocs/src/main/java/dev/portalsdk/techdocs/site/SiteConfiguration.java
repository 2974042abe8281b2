package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.source.PathPatterns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code mkdocs.yml} says about a site, as far as it has an effect here.
 *
 * @param location where findings about the site as a whole point
 * @param siteUrl where the site will be served, with a slash at its end
 * @param mounts the site's own docs folder, then those of sites it includes
 * @param navigation absent when the order of the files decides
 * @param redirects from pages that are no more, by their paths
 * @param usedAssets that the configuration names, and no page need use
 * @param quiet findings that {@code validation} turns off
 * @param loud findings that {@code strict} turns into errors
 */
record SiteConfiguration(
        SourceLocation location,
        String siteName,
        Optional<String> siteDescription,
        Optional<String> siteAuthor,
        Optional<String> siteUrl,
        Optional<String> copyright,
        List<Mount> mounts,
        Optional<List<NavEntry>> navigation,
        boolean directoryUrls,
        PathPatterns notInNavigation,
        EditLinks editLinks,
        Map<String, Redirect> redirects,
        Set<String> usedAssets,
        boolean strict,
        Set<String> quiet,
        Set<String> loud) {

    /**
     * Where an address leads that a page had once.
     *
     * @param target a page by its path, with an anchor perhaps, or a URL
     */
    record Redirect(String target, SourceLocation location) {}

    /** The docs folder of the site itself, from the source. */
    String docsDirectory() {
        return mounts.get(0).directory();
    }
}
