package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines out of an indented body that are not indented.
 *
 * <p>CommonMark reads a line of text right below a paragraph as its continuation, wherever the paragraph stands. Below
 * the body of an admonition or a tab that is wrong: as in MkDocs, text that is not indented is a paragraph behind it.
 */
final class LazyLines {

    private LazyLines() {}

    /** @param blocks in document order */
    static void moveBehind(List<? extends Block> blocks) {
        List<Block> inner = new ArrayList<>(blocks);
        Collections.reverse(inner);
        inner.forEach(LazyLines::moveBehind);
    }

    private static void moveBehind(Block block) {
        if (!(block.getLastChild() instanceof Paragraph last)
                || block.getSourceSpans().isEmpty()) {
            return;
        }
        int start = block.getSourceSpans().get(0).getColumnIndex();
        List<SourceSpan> lines = last.getSourceSpans();
        int kept = 0;
        while (kept < lines.size() && lines.get(kept).getColumnIndex() > start) {
            kept++;
        }
        if (kept < lines.size()) {
            split(block, last, kept);
        }
    }

    private static void split(Block block, Paragraph paragraph, int kept) {
        List<SourceSpan> lines = paragraph.getSourceSpans();
        Paragraph behind = new Paragraph();
        behind.setSourceSpans(lines.subList(kept, lines.size()));
        if (kept == 0) {
            Elements.moveChildren(paragraph, behind);
            paragraph.unlink();
        } else {
            Node lineBreak = breakBefore(paragraph, lines.get(kept).getLineIndex());
            if (lineBreak == null) {
                return; // the line starts within an element such as a link, which cannot be cut
            }
            while (lineBreak.getNext() != null) {
                behind.appendChild(lineBreak.getNext());
            }
            lineBreak.unlink();
            paragraph.setSourceSpans(lines.subList(0, kept));
        }
        block.insertAfter(behind);
    }

    private static @Nullable Node breakBefore(Paragraph paragraph, int line) {
        for (Node node = paragraph.getFirstChild(); node != null; node = node.getNext()) {
            Node next = node.getNext();
            boolean starts = next != null
                    && !next.getSourceSpans().isEmpty()
                    && next.getSourceSpans().get(0).getLineIndex() == line;
            if (node instanceof SoftLineBreak && starts) {
                return node;
            }
        }
        return null;
    }
}
