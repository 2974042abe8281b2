package dev.portalsdk.techdocs.markdown;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Attribute lists: {@code ## Title { #id .class key=value }}, {@code [link](url){ .md-button }}, and a last line
 * <code>{: .class }</code> for a paragraph or list item. Keys outside the allow-list are dropped.
 */
final class AttributeListExtension implements Parser.ParserExtension, HtmlRenderer.HtmlRendererExtension {

    private static final Set<String> KEYS = Set.of(
            "id",
            "class",
            "title",
            "width",
            "height",
            "target",
            "rel",
            "loading",
            "align",
            "lang",
            "dir",
            "start",
            "download",
            "alt",
            "hreflang",
            "data-search-exclude");

    private static final String LIST = "\\{:?[ \\t]*(?<list>[^{}\\n]{1,1000}?)[ \\t]*}";
    private static final Pattern BEHIND = Pattern.compile(LIST);
    private static final Pattern AT_END = Pattern.compile("(?<before>.*?[ \\t]*)" + LIST + "[ \\t]*");
    private static final Pattern OWN_LINE =
            Pattern.compile("[ \\t]*\\{:[ \\t]*(?<list>[^{}\\n]{1,1000}?)[ \\t]*}[ \\t]*");
    private static final Pattern ITEM =
            Pattern.compile("\\G[ \\t]*(?:#(?<id>[^\\s#.=}\"']+)|\\.(?<class>[^\\s#.=}\"']+)"
                    + "|(?<key>[A-Za-z][\\w:-]*)=(?:\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<bare>[^\\s\"'}]+))"
                    + "|(?<flag>[A-Za-z][\\w:-]*))(?=[ \\t]|$)");

    static AttributeListExtension create() {
        return new AttributeListExtension();
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.postProcessor(document -> {
            Trees.all(document, Text.class).forEach(AttributeListExtension::behindElement);
            Trees.all(document, Block.class).forEach(AttributeListExtension::ofBlock);
            Trees.all(document, TableBlock.class).forEach(AttributeListExtension::ofTable);
            return document;
        });
    }

    @Override
    public void extend(HtmlRenderer.Builder renderer) {
        renderer.attributeProviderFactory(
                context -> (node, tag, attributes) -> apply(Elements.Attributes.in(node), attributes));
    }

    private static void apply(Map<String, String> given, Map<String, String> attributes) {
        given.forEach((name, value) -> {
            if (name.equals("class")) {
                attributes.merge(name, value, (old, added) -> old + " " + added);
            } else {
                attributes.put(name, value);
            }
        });
    }

    /** The attributes a list says; empty when the text between the braces is no attribute list. */
    static Optional<Map<String, String>> parse(String list) {
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher item = ITEM.matcher(list);
        int end = 0;
        while (item.find()) {
            end = item.end();
            if (item.group("id") != null) {
                attributes.put("id", item.group("id"));
            } else if (item.group("class") != null) {
                attributes.merge("class", item.group("class"), (old, added) -> old + " " + added);
            } else if (item.group("key") != null && KEYS.contains(item.group("key"))) {
                attributes.put(item.group("key"), valueOf(item));
            }
        }
        return list.substring(end).isBlank() ? Optional.of(attributes) : Optional.empty();
    }

    private static String valueOf(Matcher item) {
        return Optional.ofNullable(item.group("double"))
                .or(() -> Optional.ofNullable(item.group("single")))
                .orElseGet(() -> item.group("bare"));
    }

    private static void behindElement(Text text) {
        Node element = text.getPrevious();
        if (!text.getLiteral().startsWith("{") || !takesAttributes(element)) {
            return;
        }
        Matcher matcher = BEHIND.matcher(text.getLiteral());
        if (matcher.lookingAt()) {
            parse(matcher.group("list")).ifPresent(attributes -> {
                attributes.forEach(Elements.Attributes.of(element)::put);
                text.setLiteral(text.getLiteral().substring(matcher.end()));
            });
        }
    }

    private static boolean takesAttributes(@Nullable Node node) {
        return node instanceof Link
                || node instanceof Image
                || node instanceof Emphasis
                || node instanceof StrongEmphasis
                || node instanceof Code;
    }

    private static void ofBlock(Block block) {
        if (!(block instanceof Heading || block instanceof Paragraph) || !(block.getLastChild() instanceof Text last)) {
            return;
        }
        if (block instanceof Heading) {
            Matcher matcher = AT_END.matcher(last.getLiteral());
            if (last.getLiteral().endsWith("}") && matcher.matches()) {
                parse(matcher.group("list")).ifPresent(attributes -> {
                    last.setLiteral(matcher.group("before").stripTrailing());
                    attributes.forEach(Elements.Attributes.of(block)::put);
                });
            }
        } else if (last.getPrevious() instanceof SoftLineBreak lineBreak) {
            Matcher matcher = OWN_LINE.matcher(last.getLiteral());
            if (matcher.matches()) {
                parse(matcher.group("list")).ifPresent(attributes -> {
                    lineBreak.unlink();
                    last.unlink();
                    attributes.forEach(Elements.Attributes.of(target(block))::put);
                });
            }
        }
    }

    /** The line below a table is a row of it, with everything in the first cell. */
    private static void ofTable(TableBlock table) {
        if (!(table.getLastChild() instanceof TableBody body) || !(body.getLastChild() instanceof TableRow row)) {
            return;
        }
        Matcher matcher = OWN_LINE.matcher(Trees.plainText(row));
        if (matcher.matches()) {
            parse(matcher.group("list")).ifPresent(attributes -> {
                row.unlink();
                attributes.forEach(Elements.Attributes.of(table)::put);
            });
        }
    }

    /** In a tight list the item shows, not its paragraph. */
    private static Node target(Block paragraph) {
        return paragraph.getParent() instanceof ListItem item
                        && item.getParent() instanceof ListBlock list
                        && list.isTight()
                ? item
                : paragraph;
    }
}
