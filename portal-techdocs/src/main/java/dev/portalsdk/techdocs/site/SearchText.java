package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.Entities;
import dev.portalsdk.techdocs.markdown.HtmlTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts a rendered article at its headings and takes the text out, without permanent links and footnote arrows. */
final class SearchText {

    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0]+");
    private static final Set<String> MARKS = Set.of("headerlink", "footnote-backref");
    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
            "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr");

    /** A piece of a page: its heading's id and title, empty for what stands before the first one below the title. */
    record Section(String id, String title, String text) {}

    private final String html;
    private final List<Section> sections = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder title = new StringBuilder();
    private String id = "";
    private boolean inHeading;
    private boolean inMark;

    private SearchText(String html) {
        this.html = html;
    }

    /** The article up to its first heading of level 2, and one section for each heading from there on. */
    static List<Section> of(String html) {
        SearchText search = new SearchText(html);
        for (HtmlTokens.Token token : HtmlTokens.of(html)) {
            if (token instanceof HtmlTokens.Tag tag) {
                search.tag(tag);
            } else {
                search.text(token);
            }
        }
        search.finish();
        return search.sections;
    }

    private void tag(HtmlTokens.Tag tag) {
        if (tag.name().equals("a")) {
            inMark =
                    !tag.closing() && tag.value("class").filter(MARKS::contains).isPresent();
        } else if (isHeading(tag.name())) {
            heading(tag);
        }
        if (!INLINE.contains(tag.name())) {
            text.append(' ');
        }
    }

    private static boolean isHeading(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
    }

    private void heading(HtmlTokens.Tag tag) {
        boolean titleOfPage = sections.isEmpty() && tag.name().equals("h1");
        if (tag.closing()) {
            inHeading = false;
        } else if (!titleOfPage && tag.value("id").isPresent()) {
            finish();
            id = Entities.decode(tag.value("id").orElseThrow());
            inHeading = true;
        }
    }

    private void text(HtmlTokens.Token token) {
        if (!inMark) {
            (inHeading ? title : text).append(Entities.decode(html.substring(token.start(), token.end())));
        }
    }

    private void finish() {
        sections.add(new Section(id, clean(title), clean(text)));
        title.setLength(0);
        text.setLength(0);
    }

    private static String clean(StringBuilder text) {
        return SPACES.matcher(text).replaceAll(" ").strip();
    }
}
