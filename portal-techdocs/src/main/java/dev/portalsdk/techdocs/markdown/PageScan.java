package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a rendered article once and takes out what others look for in it: the anchors that links may lead to, and the
 * text for the search, cut at the headings, without permanent links and footnote arrows.
 */
final class PageScan {

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
            "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr");

    private final String html;
    private final CodePieces code;
    private final Set<String> anchors = new LinkedHashSet<>();
    private final List<PageSection> sections = new ArrayList<>();
    private final OneLine text = new OneLine();
    private final OneLine title = new OneLine();
    private String id = "";
    private boolean inHeading;
    private boolean inMark;

    private PageScan(String html, CodePieces code) {
        this.html = html;
        this.code = code;
    }

    /** @param html sanitised, with marks in place of code */
    static PageScan of(String html, CodePieces code) {
        PageScan scan = new PageScan(html, code);
        for (HtmlTokens.Token token : HtmlTokens.of(html)) {
            if (token instanceof HtmlTokens.Tag tag) {
                scan.tag(tag);
            } else {
                scan.text(token);
            }
        }
        scan.finish();
        return scan;
    }

    /** Every id, and every name of an {@code a}. */
    Set<String> anchors() {
        return anchors;
    }

    /** The article up to its first heading of level 2, and one section for each heading from there on. */
    List<PageSection> sections() {
        return sections;
    }

    private void tag(HtmlTokens.Tag tag) {
        String name = tag.name();
        boolean link = name.equals("a");
        for (HtmlTokens.Attribute attribute : tag.attributes()) {
            if (attribute.name().equals("id") || (link && attribute.name().equals("name"))) {
                anchors.add(Entities.decode(attribute.value()));
            }
        }
        if (link) {
            inMark = !tag.closing() && isMark(tag);
        } else if (isHeading(name)) {
            heading(tag);
        }
        if (!INLINE.contains(name)) {
            text.space();
        }
    }

    private static boolean isMark(HtmlTokens.Tag link) {
        String classes = link.value("class").orElse("");
        return classes.equals("headerlink") || classes.equals("footnote-backref");
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
            String run = code.text(Entities.decode(html.substring(token.start(), token.end())));
            (inHeading ? title : text).add(run);
        }
    }

    private void finish() {
        sections.add(new PageSection(id, title.take(), text.take()));
    }

    /** Collects text with every run of white space as one space. */
    private static final class OneLine {
        private final StringBuilder line = new StringBuilder();
        private boolean space;

        void space() {
            space = true;
        }

        void add(String run) {
            for (int i = 0; i < run.length(); i++) {
                char c = run.charAt(i);
                if (c == ' ' || c == '\n' || c == '\u00a0' || Character.isWhitespace(c)) {
                    space = true;
                } else {
                    if (space && line.length() > 0) {
                        line.append(' ');
                    }
                    space = false;
                    line.append(c);
                }
            }
        }

        String take() {
            String taken = line.toString();
            line.setLength(0);
            space = false;
            return taken;
        }
    }
}
