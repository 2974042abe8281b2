package dev.portalsdk.techdocs.markdown;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.CssSchema;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * What HTML a page may hold, whoever wrote it: an allow-list of elements, attributes and URL schemes. Scripts, styles,
 * frames, forms, event handlers and {@code javascript:} have no place in it; unknown elements go and their text stays.
 */
final class Sanitizer {

    private static final Pattern ID = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.:-]{0,999}");
    private static final Pattern NAMES = Pattern.compile("[\\p{L}\\p{N}_ .:+#-]{0,999}");
    private static final Pattern SIZE = Pattern.compile("\\d{1,5}(?:\\.\\d{1,3})?(?:px|%|em|rem)?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern ALIGN =
            Pattern.compile("(?i)left|right|center|justify|char|top|middle|bottom|baseline");
    private static final Set<String> BUTTONS = Set.of("checkbox", "radio");

    private static final PolicyFactory POLICY = policy();

    private Sanitizer() {}

    static String sanitize(String html) {
        return POLICY.sanitize(html);
    }

    private static PolicyFactory policy() {
        HtmlPolicyBuilder builder = new HtmlPolicyBuilder()
                .allowElements(
                        "p",
                        "div",
                        "section",
                        "article",
                        "aside",
                        "header",
                        "footer",
                        "h1",
                        "h2",
                        "h3",
                        "h4",
                        "h5",
                        "h6",
                        "blockquote",
                        "pre",
                        "hr",
                        "center",
                        "address",
                        "ul",
                        "ol",
                        "li",
                        "dl",
                        "dt",
                        "dd",
                        "figure",
                        "figcaption",
                        "details",
                        "summary",
                        "table",
                        "caption",
                        "colgroup",
                        "col",
                        "thead",
                        "tbody",
                        "tfoot",
                        "tr",
                        "th",
                        "td")
                .allowElements(
                        "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "i", "img",
                        "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
                        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr")
                .allowElements(Sanitizer::onlyButtons, "input")
                .allowWithoutAttributes("a", "span", "img", "label")
                .allowUrlProtocols("http", "https", "mailto", "tel", "ftp")
                .allowStyling(CssSchema.withProperties(List.of("text-align")))
                .skipRelsOnLinks("noreferrer");
        return links(tables(common(builder))).toFactory();
    }

    private static HtmlPolicyBuilder common(HtmlPolicyBuilder builder) {
        return builder.allowAttributes("id")
                .matching(ID)
                .globally()
                .allowAttributes("class")
                .matching(NAMES)
                .globally()
                .allowAttributes("title", "aria-label")
                .globally()
                .allowAttributes("aria-hidden")
                .matching(true, "true", "false")
                .globally()
                .allowAttributes("lang")
                .matching(NAMES)
                .globally()
                .allowAttributes("dir")
                .matching(true, "ltr", "rtl", "auto")
                .globally()
                .allowAttributes("align")
                .matching(ALIGN)
                .globally()
                .allowAttributes("data-tabs")
                .matching(NAMES)
                .onElements("div")
                .allowAttributes("open")
                .onElements("details")
                .allowAttributes("start", "value")
                .matching(NUMBER)
                .onElements("ol", "li")
                .allowAttributes("type")
                .matching(NAMES)
                .onElements("ol", "ul", "input")
                .allowAttributes("datetime")
                .onElements("time", "del", "ins")
                .allowAttributes("checked", "disabled")
                .onElements("input")
                .allowAttributes("name")
                .matching(ID)
                .onElements("input", "a")
                .allowAttributes("for")
                .matching(ID)
                .onElements("label");
    }

    private static HtmlPolicyBuilder tables(HtmlPolicyBuilder builder) {
        return builder.allowAttributes("colspan", "rowspan", "span")
                .matching(NUMBER)
                .onElements("td", "th", "col", "colgroup")
                .allowAttributes("scope")
                .matching(NAMES)
                .onElements("th")
                .allowAttributes("valign")
                .matching(ALIGN)
                .onElements("td", "th", "tr")
                .allowAttributes("width")
                .matching(SIZE)
                .onElements("img", "table", "td", "th", "col")
                .allowAttributes("height")
                .matching(SIZE)
                .onElements("img");
    }

    private static HtmlPolicyBuilder links(HtmlPolicyBuilder builder) {
        return builder.allowAttributes("href")
                .onElements("a")
                .allowAttributes("target")
                .matching(true, "_blank", "_self", "_parent", "_top")
                .onElements("a")
                .allowAttributes("rel", "hreflang")
                .matching(NAMES)
                .onElements("a")
                .allowAttributes("download")
                .onElements("a")
                .allowAttributes("src")
                .onElements("img")
                .allowAttributes("alt")
                .onElements("img")
                .allowAttributes("loading")
                .matching(true, "lazy", "eager")
                .onElements("img");
    }

    /** Tabs and task items are made of check boxes and radio buttons; no other input has a use without a form. */
    private static @Nullable String onlyButtons(String element, List<String> attributes) {
        int type = attributes.indexOf("type");
        return type >= 0
                        && type % 2 == 0
                        && BUTTONS.contains(attributes.get(type + 1).toLowerCase(Locale.ROOT))
                ? element
                : null;
    }
}
