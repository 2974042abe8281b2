package dev.portalsdk.model.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.SourceLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/** The packed places of random documents, against a plain tree of the parser's marks. */
class PackedPlacesTest {
    private static final String SOURCE = "f.yaml";

    @Property(tries = 100)
    void everyPlaceIsThatOfAPlainTree(@ForAll long seed, @ForAll @IntRange(max = 6) int width) {
        String text = new RandomDocument(seed, 2 + width * width * 3).text();
        List<YamlDocument> documents = YamlDocuments.create().read(SOURCE, text).orThrow();
        assertEquals(1, documents.size(), text);
        Tree tree = Tree.of(text);
        assertEquals(tree.at, documents.get(0).location());
        assertTrue(compare("", tree, documents.get(0)) > 1);
    }

    /** Returns the number of places compared. */
    private static int compare(String pointer, Tree tree, YamlDocument document) {
        assertEquals(Optional.of(tree.at), document.value(pointer), pointer);
        assertEquals(Optional.ofNullable(tree.keyAt), document.key(pointer), pointer);
        assertEquals(Optional.empty(), document.value(pointer + "/no such key"));
        int compared = 1;
        for (Map.Entry<String, Tree> child : tree.children.entrySet()) {
            String name = child.getKey().replace("~", "~0").replace("/", "~1");
            compared += compare(pointer + "/" + name, child.getValue(), document);
        }
        return compared;
    }

    @Test
    void everyPlaceOfAVeryWideMappingIsFoundInTime() {
        int keys = 100_000;
        StringBuilder text = new StringBuilder("wide:\n");
        for (int i = 0; i < keys; i++) {
            text.append("  k").append(i).append(": v\n");
        }
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            YamlDocument document = YamlDocuments.create()
                    .read(SOURCE, text.toString())
                    .orThrow()
                    .get(0);
            for (int i = 0; i < keys; i++) {
                assertEquals(Optional.of(new SourceLocation(SOURCE, i + 2, 3)), document.key("/wide/k" + i));
            }
        });
    }

    @Test
    void anAliasStandsWhereItsAnchorDoesBehindAKeyOfItsOwn() {
        YamlDocument document = YamlDocuments.create()
                .read(SOURCE, "&k a: &x {b: [1, &y two]}\nc: *x\nd: *y\ne: *k\nf: last\n")
                .orThrow()
                .get(0);
        assertEquals("1:1", place(document.key("/a")));
        assertEquals(place(document.value("/a")), place(document.value("/c")));
        assertEquals("2:1", place(document.key("/c")));
        assertEquals(place(document.value("/a/b/1")), place(document.value("/c/b/1")));
        assertEquals(place(document.value("/a/b/1")), place(document.value("/d")));
        assertEquals("1:1", place(document.value("/e")));
        assertEquals("5:4", place(document.value("/f")));
    }

    private static String place(Optional<SourceLocation> location) {
        SourceLocation found = location.orElseThrow();
        return found.line() + ":" + found.column();
    }

    /** A plain tree: an object for every value. */
    private static final class Tree {
        final SourceLocation at;
        final @Nullable SourceLocation keyAt;
        final Map<String, Tree> children;

        Tree(SourceLocation at, @Nullable SourceLocation keyAt, Map<String, Tree> children) {
            this.at = at;
            this.keyAt = keyAt;
            this.children = children;
        }

        static Tree of(String text) {
            Iterator<Event> events = new Parse(
                            LoadSettings.builder().setUseMarks(true).build())
                    .parseString(text)
                    .iterator();
            events.next();
            events.next();
            return read(events.next(), null, events, new HashMap<>());
        }

        private static Tree read(
                Event event, @Nullable SourceLocation keyAt, Iterator<Event> events, Map<String, Tree> anchors) {
            if (event instanceof AliasEvent alias) {
                Tree anchored = anchors.get(alias.getAlias().getValue());
                return new Tree(anchored.at, keyAt, anchored.children);
            }
            Map<String, Tree> children = new LinkedHashMap<>();
            if (event instanceof MappingStartEvent) {
                for (Event key = events.next(); key instanceof ScalarEvent name; key = events.next()) {
                    children.put(name.getValue(), read(events.next(), location(key), events, anchors));
                }
            } else if (event instanceof SequenceStartEvent) {
                for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
                    children.put(Integer.toString(children.size()), read(next, null, events, anchors));
                }
            }
            Tree tree = new Tree(location(event), keyAt, children);
            ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), tree));
            return tree;
        }

        private static SourceLocation location(Event event) {
            return event.getStartMark()
                    .map(mark -> new SourceLocation(SOURCE, mark.getLine() + 1, mark.getColumn() + 1))
                    .orElseThrow();
        }
    }

    /** Nested mappings and lists in flow style over many lines, with anchors and aliases. */
    private static final class RandomDocument {
        private final Random random;
        private final int width;
        private final StringBuilder text = new StringBuilder("{first: 1,");
        private final List<String> anchors = new ArrayList<>();
        private boolean anchored;
        private int left = 1_000;

        RandomDocument(long seed, int width) {
            this.random = new Random(seed);
            this.width = width;
        }

        String text() {
            fill(true, 1);
            return text.append('}').toString();
        }

        private void fill(boolean mapping, int depth) {
            int size = random.nextInt(width);
            for (int i = 0; i < size && left > 0; i++) {
                left--;
                space();
                if (mapping) {
                    text.append(random.nextBoolean() ? "key" + i : "\"a/b~\u00fc\uD83D\uDE42" + i + '"')
                            .append(": ");
                }
                space();
                value(depth);
                text.append(',');
            }
        }

        /** What has an anchor holds no alias, so that documents stay small. */
        private void value(int depth) {
            int choice = random.nextInt(10);
            if (choice == 0 && !anchored && !anchors.isEmpty()) {
                text.append('*')
                        .append(anchors.get(random.nextInt(anchors.size())))
                        .append(' ');
            } else if (choice == 1 && !anchored) {
                String name = "n" + anchors.size();
                text.append('&').append(name).append(' ');
                anchored = true;
                container(depth);
                anchored = false;
                anchors.add(name);
            } else if (choice < 6 || depth > 8) {
                text.append("text");
            } else {
                container(depth);
            }
        }

        private void container(int depth) {
            boolean mapping = random.nextBoolean();
            text.append(mapping ? '{' : '[');
            fill(mapping, depth + 1);
            text.append(mapping ? '}' : ']');
        }

        private void space() {
            int spaces = random.nextInt(4);
            text.append(spaces == 3 ? "\n " : "").append(" ".repeat(spaces));
        }
    }
}
