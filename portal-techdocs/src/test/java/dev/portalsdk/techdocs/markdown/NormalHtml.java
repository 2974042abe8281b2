package dev.portalsdk.techdocs.markdown;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * HTML in a form in which two renderings that mean the same are equal, as {@code compare_html.py} of the recorded cases:
 * one line for each tag and each run of text. Left out are permanent links, line numbers, the colours of code, ids of
 * headings, classes of {@code code}; {@code style="text-align: …"} is {@code align}. Beyond the script, a paragraph that is
 * empty is left out: a parser makes one of a block within {@code p}.
 */
public final class NormalHtml {

    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder text = new StringBuilder();

    private NormalHtml() {}

    public static String of(String html) {
        return of(Jsoup.parseBodyFragment(html).body());
    }

    public static String of(Element body) {
        NormalHtml normal = new NormalHtml();
        body.childNodes().forEach(node -> normal.node(node, false));
        normal.flush();
        return normal.lines.toString();
    }

    private void node(Node node, boolean inCode) {
        if (node instanceof TextNode leaf) {
            text.append(leaf.getWholeText());
        } else if (node instanceof Element element && !isLeftOut(element)) {
            if (element.tagName().equals("div") && element.hasClass("highlight")) {
                code(element);
            } else if (inCode && element.tagName().equals("span")) {
                element.childNodes().forEach(child -> node(child, true));
            } else {
                element(element);
            }
        }
    }

    private static boolean isLeftOut(Element element) {
        return switch (element.tagName()) {
            case "a" -> element.className().equals("headerlink");
            case "td" -> element.className().equals("linenos");
            case "p" -> element.childrenSize() == 0 && element.text().isBlank();
            default -> false;
        };
    }

    /** A highlighted block is its code, with or without a table of line numbers around. */
    private void code(Element block) {
        line("<pre>");
        line("<code>");
        block.select("pre code").forEach(code -> text.append(code.wholeText()));
        line("</code>");
        line("</pre>");
    }

    private void element(Element element) {
        String tag = element.tagName();
        Map<String, String> attributes = new TreeMap<>();
        for (Attribute attribute : element.attributes()) {
            attributes.put(attribute.getKey().toLowerCase(Locale.ROOT), attribute.getValue());
        }
        if (tag.matches("h\\d")) {
            attributes.remove("id");
        }
        if (tag.equals("code")) {
            attributes.remove("class");
        }
        String style = attributes.remove("style");
        if (style != null && style.startsWith("text-align")) {
            attributes.put("align", style.replaceAll("^.*:|[ ;]", ""));
        }
        StringBuilder start = new StringBuilder("<" + tag);
        attributes.forEach((name, value) -> start.append(' ')
                .append(name)
                .append("=\"")
                .append(value.equals(name) ? "" : value)
                .append('"'));
        line(start + ">");
        element.childNodes().forEach(child -> node(child, tag.equals("code")));
        if (!element.tag().isEmpty()) {
            line("</" + tag + ">");
        }
    }

    private void line(String tag) {
        flush();
        lines.append(tag).append('\n');
    }

    private void flush() {
        String run = text.toString().replaceAll("[\\s\\u00a0]+", " ").strip();
        text.setLength(0);
        if (!run.isEmpty()) {
            lines.append(run).append('\n');
        }
    }
}
