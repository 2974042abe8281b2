package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;

/** Says what of an article could run, load or submit something; by what browsers do, not by what the sanitiser allows. */
public final class Harmless {

    private static final Set<String> ACTIVE = Set.of(
            "script",
            "style",
            "iframe",
            "frame",
            "frameset",
            "object",
            "embed",
            "applet",
            "form",
            "base",
            "meta",
            "link",
            "svg",
            "math",
            "template",
            "noscript",
            "button",
            "select",
            "textarea",
            "video",
            "audio",
            "portal");

    private Harmless() {}

    public static List<String> faults(String html) {
        return faults(Jsoup.parseBodyFragment(html).body());
    }

    public static List<String> faults(Element article) {
        List<String> faults = new ArrayList<>();
        for (Element element : article.getAllElements()) {
            if (ACTIVE.contains(element.normalName())) {
                faults.add("<" + element.tagName() + ">");
            }
            if (element.normalName().equals("input") && !element.attr("type").matches("checkbox|radio")) {
                faults.add(element.outerHtml());
            }
            for (Attribute attribute : element.attributes()) {
                if (isFault(attribute)) {
                    faults.add(attribute.toString());
                }
            }
        }
        return faults;
    }

    private static boolean isFault(Attribute attribute) {
        String name = attribute.getKey().toLowerCase(Locale.ROOT);
        // A browser drops control characters and spaces in front of and within a scheme.
        String value =
                attribute.getValue().replaceAll("[\\x00-\\x20\\u00a0]", "").toLowerCase(Locale.ROOT);
        boolean url = Set.of("href", "src", "action", "formaction", "xlink:href", "poster", "background", "srcset")
                .contains(name);
        return name.startsWith("on")
                || name.equals("srcdoc")
                || (url
                        && value.matches("(?s)[a-z][a-z0-9+.-]*:.*")
                        && !value.matches("(?s)(?:https?|mailto|tel|ftp):.*"))
                || (name.equals("style") && !value.matches("text-align:(?:left|right|center|justify);?"));
    }
}
