/**
 * Forms in which findings are shown: plain text, text with the source line, JSON, SARIF, JUnit XML, Markdown and annotations of GitHub Actions.
 *
 * <p>All of them are written in the same order for the same findings, piece by piece, whatever characters a finding holds.
 */
@NullMarked
package dev.portalsdk.model.report;

import org.jspecify.annotations.NullMarked;
