package dev.portalsdk.techdocs.site;

import dev.portalsdk.model.SourceLocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code mkdocs.yml} says about a site, as far as it has an effect here.
 *
 * @param location where findings about the site as a whole point
 * @param docsDirectory relative to the source
 * @param navigation absent when the order of the files decides
 * @param quiet findings that {@code validation} turns off
 * @param loud findings that {@code strict} turns into errors
 */
record SiteConfiguration(
        SourceLocation location,
        String siteName,
        Optional<String> siteDescription,
        Optional<String> copyright,
        String docsDirectory,
        Optional<List<NavEntry>> navigation,
        boolean directoryUrls,
        PathPatterns excluded,
        PathPatterns notInNavigation,
        EditLinks editLinks,
        boolean strict,
        Set<String> quiet,
        Set<String> loud) {}
