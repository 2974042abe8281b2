package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a rendered article once and takes out what others look for in it: whether it is {@link PlainHtml}, the anchors that
 * links may lead to, and the text for the search, cut at the headings, without permanent links and footnote arrows.
 */
final class PageScan {

    private static final Set<String> INLINE = Set.of(
            "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
            "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr");
    private static final Set<String> MARKS = Set.of("headerlink", "footnote-backref");

    private final TagCursor html;
    private final PlainHtml plain;
    private final Set<String> anchors = new LinkedHashSet<>();
    private final List<PageSection> sections = new ArrayList<>();
    private final OneLine text = new OneLine();
    private final OneLine title = new OneLine();
    private String id = "";
    private boolean inHeading;
    private boolean inMark;

    private PageScan(String html) {
        this.html = new TagCursor(html);
        this.plain = new PlainHtml(this.html);
    }

    /**
     * Reads an article.
     *
     * @param html as the renderer or the sanitiser wrote it, with marks in place of code
     */
    static PageScan of(String html, CodePieces code) {
        PageScan scan = new PageScan(html);
        scan.run(code.marksIn(html));
        return scan;
    }

    private void run(CodePieces.Marks marks) {
        while (html.next()) {
            text(marks);
            tag();
        }
        text(marks);
        finish();
    }

    /** The article as it was read. */
    String html() {
        return html.html();
    }

    /** Whether no sanitiser needs to look at it. */
    boolean isPlain() {
        return plain.isPlain();
    }

    /** Every id, and every name of an {@code a}. */
    Set<String> anchors() {
        return anchors;
    }

    /** The article up to its first heading of level 2, and one section for each heading from there on. */
    List<PageSection> sections() {
        return sections;
    }

    private void tag() {
        plain.tag();
        String name = html.name();
        boolean link = name.equals("a");
        Optional<String> anchor = Optional.empty();
        inMark = inMark && !link;
        while (html.nextAttribute()) {
            plain.attribute();
            String attribute = html.attribute();
            if (attribute.equals("id") || (link && attribute.equals("name"))) {
                anchor = Optional.of(html.value());
                anchors.add(anchor.get());
            } else if (link && attribute.equals("class")) {
                inMark = MARKS.contains(html.value());
            }
        }
        plain.endOfTag();
        if (isHeading(name)) {
            heading(anchor);
        }
        if (!INLINE.contains(name)) {
            text.space();
        }
    }

    private static boolean isHeading(String name) {
        return name.length() == 2 && name.charAt(0) == 'h' && name.charAt(1) >= '1' && name.charAt(1) <= '6';
    }

    private void heading(Optional<String> anchor) {
        boolean titleOfPage = sections.isEmpty() && html.name().equals("h1");
        if (html.isClosing()) {
            inHeading = false;
        } else if (!titleOfPage && anchor.isPresent()) {
            finish();
            id = anchor.get();
            inHeading = true;
        }
    }

    private void text(CodePieces.Marks marks) {
        plain.text(html.textStart(), html.textEnd());
        if (inMark) {
            return;
        }
        OneLine line = inHeading ? title : text;
        int at = html.textStart();
        while (marks.next(at, html.textEnd())) {
            line.add(html.text(at, marks.start()));
            line.add(marks.piece().text());
            at = marks.end();
        }
        line.add(html.text(at, html.textEnd()));
    }

    private void finish() {
        sections.add(new PageSection(id, title.take(), text.take()));
    }

    /** Collects text with every run of white space as one space. */
    private static final class OneLine {
        private char[] line = new char[256];
        private int length;
        private boolean space;

        void space() {
            space = true;
        }

        void add(String run) {
            if (line.length < length + run.length() + 1) {
                line = Arrays.copyOf(line, 2 * (length + run.length() + 1));
            }
            for (int i = 0; i < run.length(); i++) {
                char c = run.charAt(i);
                if (c == ' ' || c == '\n' || c == '\u00a0' || Character.isWhitespace(c)) {
                    space = true;
                } else {
                    if (space && length > 0) {
                        line[length++] = ' ';
                    }
                    space = false;
                    line[length++] = c;
                }
            }
        }

        String take() {
            String taken = new String(line, 0, length);
            length = 0;
            space = false;
            return taken;
        }
    }
}
