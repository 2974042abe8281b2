package dev.portalsdk.techdocs.site;

import java.util.Set;

/** Rule ids of findings about links. */
final class LinkRules {

    /** No such page or file. */
    static final String MISSING = "docs-link-missing";
    /** The page or file is there in another spelling of upper and lower case. */
    static final String CASE = "docs-link-case";
    /** The page is there, the anchor is not. */
    static final String ANCHOR = "docs-link-anchor";
    /** Leads above the docs folder. */
    static final String OUTSIDE = "docs-link-outside";
    /** Starts with a slash, and so leaves the site wherever it is served below a path. */
    static final String ABSOLUTE = "docs-link-absolute";
    /** Leads to where a page is served rather than to its file. */
    static final String UNRECOGNIZED = "docs-link-unrecognized";

    /** No page shows the file or links to it. */
    static final String UNUSED = "docs-asset-unused";

    static final Set<String> BROKEN = Set.of(MISSING, CASE, ANCHOR, OUTSIDE);

    private LinkRules() {}
}
