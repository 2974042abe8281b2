package dev.portalsdk.techdocs.site;

import java.util.List;

/** A node of the navigation as readers see it. */
sealed interface NavNode {

    String title();

    /** A page of the site, by its file below the docs folder. */
    record Page(String title, String source) implements NavNode {}

    /** Leads elsewhere; also an entry whose page is missing, as in MkDocs. */
    record Link(String title, String target) implements NavNode {}

    /** Groups others. */
    record Section(String title, List<NavNode> children) implements NavNode {
        public Section {
            children = List.copyOf(children);
        }
    }
}
