/**
 * The Markdown dialect of MkDocs' TechDocs plugin on CommonMark: admonitions, tabs, footnotes, attribute lists and their kin.
 * A page becomes sanitised HTML together with its headings, anchors, links and findings, each with file, line and column.
 */
@NullMarked
package dev.portalsdk.techdocs.markdown;

import org.jspecify.annotations.NullMarked;
