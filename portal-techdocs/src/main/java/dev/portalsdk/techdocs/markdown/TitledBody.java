package dev.portalsdk.techdocs.markdown;

import org.commonmark.node.Block;
import org.commonmark.node.Node;
import org.commonmark.parser.InlineParser;
import org.commonmark.parser.SourceLine;
import org.commonmark.parser.SourceLines;
import org.commonmark.parser.block.AbstractBlockParser;
import org.commonmark.parser.block.BlockContinue;
import org.commonmark.parser.block.ParserState;

/** An {@link IndentedBody} that starts with a title in inline Markdown. */
final class TitledBody extends AbstractBlockParser {

    private final IndentedBody body;
    private final Node title;
    private final SourceLine line;

    /**
     * @param title the node for the title, outside the tree until the body is complete
     * @param line the text of the title
     */
    TitledBody(Block block, Node title, SourceLine line) {
        this.body = new IndentedBody(block);
        this.title = title;
        this.line = line;
    }

    @Override
    public Block getBlock() {
        return body.getBlock();
    }

    @Override
    public boolean isContainer() {
        return true;
    }

    @Override
    public boolean canContain(Block child) {
        return true;
    }

    @Override
    public BlockContinue tryContinue(ParserState state) {
        return body.tryContinue(state);
    }

    @Override
    public void parseInlines(InlineParser inlineParser) {
        inlineParser.parse(SourceLines.of(line), title);
        getBlock().prependChild(title);
    }
}
