package dev.portalsdk.techdocs.markdown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.node.DefinitionMap;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Footnotes in MkDocs' markup: ids {@code fnref:1}, {@code fnref2:1}, {@code fn:1}, notes at the end in order of use. */
final class FootnoteRenderer implements NodeRenderer {

    private static final Pattern ID_PART = Pattern.compile("[\\w.-]{1,100}");

    private static final class Note {
        private final FootnoteDefinition definition;
        private final int number;
        private int references;

        Note(FootnoteDefinition definition, int number) {
            this.definition = definition;
            this.number = number;
        }

        String key() {
            String label = definition.getLabel();
            return ID_PART.matcher(label).matches() ? label : "note-" + number;
        }

        String referenceId(int reference) {
            return "fnref" + (reference == 1 ? "" : reference) + ":" + key();
        }
    }

    private final HtmlNodeRendererContext context;
    private final HtmlWriter html;
    private final DefinitionMap<FootnoteDefinition> definitions = new DefinitionMap<>(FootnoteDefinition.class);
    private final Map<FootnoteReference, String> references = new LinkedHashMap<>();
    private final Map<FootnoteDefinition, Note> notes = new LinkedHashMap<>();

    FootnoteRenderer(HtmlNodeRendererContext context) {
        this.context = context;
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(FootnoteReference.class, FootnoteDefinition.class);
    }

    /** Numbers all references first: a note that only another note refers to is found while its list grows. */
    @Override
    public void beforeRoot(Node root) {
        Trees.all(root, FootnoteDefinition.class).forEach(note -> definitions.putIfAbsent(note.getLabel(), note));
        if (definitions.values().isEmpty()) {
            return;
        }
        Trees.all(root, FootnoteReference.class).stream()
                .filter(reference -> !isInNote(reference))
                .forEach(this::number);
        List<Note> found = new ArrayList<>(notes.values());
        for (int i = 0; i < found.size(); i++) {
            int known = notes.size();
            Trees.all(found.get(i).definition, FootnoteReference.class).forEach(this::number);
            notes.values().stream().skip(known).forEach(found::add);
        }
    }

    private static boolean isInNote(Node reference) {
        Node node = reference.getParent();
        while (node != null && !(node instanceof FootnoteDefinition)) {
            node = node.getParent();
        }
        return node != null;
    }

    private void number(FootnoteReference reference) {
        Optional.ofNullable(definitions.get(reference.getLabel())).ifPresent(definition -> {
            Note note = notes.computeIfAbsent(definition, d -> new Note(d, notes.size() + 1));
            references.putIfAbsent(reference, note.referenceId(++note.references));
        });
    }

    @Override
    public void render(Node node) {
        if (node instanceof FootnoteReference reference) {
            Note note = notes.get(definitions.get(reference.getLabel()));
            if (note == null) {
                html.text("[^" + reference.getLabel() + "]");
                return;
            }
            html.tag("sup", Map.of("id", references.getOrDefault(reference, note.referenceId(1))));
            html.tag("a", Elements.attributes("class", "footnote-ref", "href", "#fn:" + note.key()));
            html.text(String.valueOf(note.number));
            html.tag("/a");
            html.tag("/sup");
        }
    }

    @Override
    public void afterRoot(Node root) {
        if (notes.isEmpty()) {
            return;
        }
        html.line();
        html.tag("div", Map.of("class", "footnote"));
        html.line();
        html.raw("<hr />\n<ol>\n");
        notes.values().forEach(this::note);
        html.raw("</ol>\n</div>\n");
    }

    private void note(Note note) {
        html.tag("li", Map.of("id", "fn:" + note.key()));
        html.line();
        Node last = note.definition.getLastChild();
        for (Node child = note.definition.getFirstChild(); child != null; child = child.getNext()) {
            if (child == last && child instanceof Paragraph) {
                lastParagraph(child, note);
            } else {
                context.render(child);
            }
        }
        if (!(last instanceof Paragraph)) {
            back(note);
        }
        html.line();
        html.raw("</li>\n");
    }

    private void lastParagraph(Node paragraph, Note note) {
        html.tag("p");
        for (Node child = paragraph.getFirstChild(); child != null; child = child.getNext()) {
            context.render(child);
        }
        back(note);
        html.tag("/p");
    }

    private void back(Note note) {
        html.raw("&#160;");
        for (int reference = 1; reference <= note.references; reference++) {
            String href = "#" + note.referenceId(reference);
            String title = "Jump back to footnote " + note.number + " in the text";
            html.tag("a", Elements.attributes("class", "footnote-backref", "href", href, "title", title));
            html.raw("&#8617;");
            html.tag("/a");
        }
    }
}
