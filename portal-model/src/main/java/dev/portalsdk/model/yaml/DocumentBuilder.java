package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds the values and places of one file from a YAML parser's events.
 *
 * <p>Each part of the file between {@code ---} lines is parsed by itself, so that a syntax error in one document says nothing about its siblings. Nesting,
 * nodes and aliases are counted while building; an alias counts as everything it repeats, so that a few lines cannot stand for billions of nodes.
 * For one file and one thread.
 */
final class DocumentBuilder {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(Integer.MAX_VALUE) // the length is limited before parsing
            .build();

    /** A value that aliases may repeat: where it stands, its number among the places (0 for a key), and what it counts for each time. */
    private record Anchored(Value value, int line, int column, int number, int nodes, int height) {}

    /** Ends the part at hand, whose structure cannot be a value, or the whole file, if a limit of the file was reached. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Diagnostic finding;
        private final boolean wholeFile;

        Refused(Diagnostic finding, boolean wholeFile) {
            super(finding.message(), null, false, false);
            this.finding = finding;
            this.wholeFile = wholeFile;
        }
    }

    private final String source;
    private final ReadLimits limits;
    private final List<YamlDocument> documents = new ArrayList<>();
    private final List<Diagnostic> findings = new ArrayList<>();
    private final SharedTexts texts;
    private final PlaceRecorder places = new PlaceRecorder();
    private final SyntaxErrors syntax;
    private final Map<String, @Nullable Anchored> anchors = new HashMap<>();
    private int lineOffset;
    private int nodes;
    private int aliases;
    private int index;
    /** How deep the value at hand was found to reach. */
    private int deepest;

    DocumentBuilder(String source, ReadLimits limits, SharedTexts texts) {
        this.source = source;
        this.syntax = new SyntaxErrors(source);
        this.limits = limits;
        this.texts = texts;
    }

    List<YamlDocument> documents() {
        return List.copyOf(documents);
    }

    /** Reads a file; at most once. */
    List<Diagnostic> read(String content) {
        for (TextPart part : TextPart.split(content)) {
            lineOffset = part.firstLine();
            if (!readPart(part.text())) {
                break;
            }
        }
        return findings;
    }

    /** Returns whether the rest of the file is to be read. */
    private boolean readPart(String text) {
        try {
            ParserImpl events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
            while (events.hasNext()) {
                if (events.next().getEventId() == Event.ID.DocumentStart) {
                    readDocument(events);
                }
            }
        } catch (Refused e) {
            findings.add(e.finding);
            return !e.wholeFile;
        } catch (MarkedYamlEngineException e) {
            findings.add(syntax.finding(e, lineOffset));
        } catch (YamlEngineException e) {
            findings.add(unreadable(text, e));
        }
        return true;
    }

    private void readDocument(ParserImpl events) {
        anchors.clear();
        places.reset();
        deepest = 0;
        int before = findings.size();
        Event root = events.next();
        if (isEmpty(root)) {
            return;
        }
        if (index >= limits.maxDocuments()) {
            throw new Refused(limit("more than " + limits.maxDocuments() + " documents", root), true);
        }
        int documentIndex = index++;
        Value value = build(root, events, 1);
        if (!hasErrors(findings.subList(before, findings.size()))) {
            documents.add(new YamlDocument(source, documentIndex, value, places.pack()));
        }
    }

    private static boolean hasErrors(List<Diagnostic> findings) {
        for (Diagnostic finding : findings) {
            if (finding.severity() == Severity.ERROR) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEmpty(Event root) {
        return root instanceof ScalarEvent scalar
                && scalar.getValue().isEmpty()
                && scalar.isPlain()
                && scalar.getTag().isEmpty();
    }

    private Value build(Event event, ParserImpl events, int depth) {
        if (event instanceof AliasEvent alias) {
            return repeat(alias, depth);
        }
        count(1, event);
        deepest = Math.max(deepest, depth);
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        return anchor.isPresent()
                ? anchored(anchor.get().getValue(), event, events, depth)
                : unanchored(event, events, depth);
    }

    private Value unanchored(Event event, ParserImpl events, int depth) {
        if (event instanceof ScalarEvent scalar) {
            places.scalar(line(event), column(event));
            return scalar(scalar);
        }
        if (depth > limits.maxDepth()) {
            throw new Refused(limit("nested more than " + limits.maxDepth() + " deep", event), false);
        }
        warnOfTag((CollectionStartEvent) event);
        int container = places.open(line(event), column(event));
        Value value = event instanceof MappingStartEvent ? mapping(events, depth) : sequence(events, depth);
        places.close(container);
        return value;
    }

    private Value anchored(String name, Event event, ParserImpl events, int depth) {
        anchors.put(name, null); // not yet complete
        int nodesBefore = nodes;
        int deepestBefore = deepest;
        int number = places.next();
        deepest = depth;
        Value value = unanchored(event, events, depth);
        anchors.put(
                name,
                new Anchored(value, line(event), column(event), number, nodes - nodesBefore + 1, deepest - depth + 1));
        deepest = Math.max(deepest, deepestBefore);
        return value;
    }

    private Value mapping(ParserImpl events, int depth) {
        Value.Obj.Builder object = Value.Obj.builder();
        for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
            String name = key(key);
            places.key(line(key), column(key));
            Value value = build(events.next(), events, depth + 1);
            if (object.has(name)) {
                findings.add(
                        duplicate(name, key)); // the document is of no use then, so its places may have one too many
            } else {
                object.put(name, value);
            }
        }
        return object.build();
    }

    private Value sequence(ParserImpl events, int depth) {
        List<Value> elements = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            elements.add(build(next, events, depth + 1));
        }
        return Value.Arr.of(elements);
    }

    private Value repeat(AliasEvent alias, int depth) {
        String name = alias.getAlias().getValue();
        if (++aliases > limits.maxAliases()) {
            throw new Refused(limit("more than " + limits.maxAliases() + " aliases", alias), true);
        }
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            String fault = anchors.containsKey(name) ? "is part of itself" : "names no anchor before it";
            throw new Refused(error("The alias *" + name + " " + fault, alias).build(), false);
        }
        if (depth + anchored.height() - 1 > limits.maxDepth()) {
            throw new Refused(limit("nested more than " + limits.maxDepth() + " deep", alias), false);
        }
        count(anchored.nodes(), alias);
        deepest = Math.max(deepest, depth + anchored.height() - 1);
        if (anchored.value() instanceof Value.Obj || anchored.value() instanceof Value.Arr) {
            places.alias(anchored.number());
        } else {
            places.scalar(anchored.line(), anchored.column());
        }
        return anchored.value();
    }

    /** Keys are texts; a scalar of another type becomes what JavaScript makes of it. */
    private String key(Event event) {
        count(1, event);
        if (event instanceof AliasEvent alias) {
            Anchored anchored = anchors.get(alias.getAlias().getValue());
            if (anchored != null && anchored.value() instanceof Value.Str text) {
                return text.value();
            }
            throw new Refused(
                    error("A key must be a text, but this alias stands for none", event)
                            .build(),
                    false);
        }
        if (!(event instanceof ScalarEvent scalar)) {
            throw new Refused(
                    error(
                                    "A key must be a text, but this is a "
                                            + (event instanceof MappingStartEvent ? "mapping" : "list"),
                                    event)
                            .hint("did you mean a template expression? Put it in quotes")
                            .build(),
                    false);
        }
        Value value = scalar(scalar);
        scalar.getAnchor()
                .ifPresent(anchor ->
                        anchors.put(anchor.getValue(), new Anchored(value, line(event), column(event), 0, 1, 1)));
        if (value instanceof Value.Str text) {
            return text.value();
        }
        return texts.of(value instanceof Value.Null ? "" : value.toString()).value();
    }

    private Value scalar(ScalarEvent event) {
        syntax.read(event);
        // Only an escape can make one: the parser takes none from the text itself.
        if (event.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED && hasLoneSurrogate(event.getValue())) {
            throw new Refused(
                    error("A text must not hold half of a character: a surrogate without its other half", event)
                            .build(),
                    false);
        }
        String tag = event.getTag().orElse("");
        if (tag.isEmpty()) {
            return event.isPlain() ? resolve(event) : texts.of(event.getValue());
        }
        return switch (tag) {
            case "!", "tag:yaml.org,2002:str" -> texts.of(event.getValue());
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" -> resolve(event);
            default -> {
                warnOfTag(tag, event);
                yield texts.of(event.getValue());
            }
        };
    }

    private Value resolve(ScalarEvent event) {
        Value value = Scalars.resolve(event.getValue());
        return value instanceof Value.Str ? texts.of(event.getValue()) : value;
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = Character.isHighSurrogate(text.charAt(i))
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private void warnOfTag(CollectionStartEvent event) {
        event.getTag()
                .filter(tag -> !tag.equals("tag:yaml.org,2002:map") && !tag.equals("tag:yaml.org,2002:seq"))
                .ifPresent(tag -> warnOfTag(tag, event));
    }

    private void warnOfTag(String tag, Event event) {
        findings.add(Diagnostic.warning("yaml", "The tag \"" + tag + "\" is not known and is ignored")
                .at(location(event))
                .build());
    }

    private void count(int more, Event event) {
        nodes += more;
        if (nodes > limits.maxNodes()) {
            throw new Refused(limit("more than " + limits.maxNodes() + " keys and values", event), true);
        }
    }

    private Diagnostic duplicate(String name, Event key) {
        return error("The key " + Value.Str.of(name).toJson() + " stands twice in this mapping", key)
                .found(Value.Str.of(name))
                .hint("remove one of the two")
                .build();
    }

    static Diagnostic tooLong(String source, ReadLimits limits) {
        return Diagnostic.error("limit", "The file has more than " + limits.maxCharacters() + " characters")
                .at(SourceLocation.startOf(source))
                .build();
    }

    private Diagnostic limit(String what, Event event) {
        return Diagnostic.error("limit", "The file has " + what)
                .at(location(event))
                .hint("raise ReadLimits if it is meant to")
                .build();
    }

    private Diagnostic.Builder error(String message, Event event) {
        return Diagnostic.error("yaml", message).at(location(event));
    }

    /** The parser met a character that YAML does not allow; it does not say where. */
    private Diagnostic unreadable(String text, YamlEngineException e) {
        int line = lineOffset + 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            if (!StreamReader.isPrintable(point)) {
                return Diagnostic.error("yaml", String.format("Not YAML: the character U+%04X is not allowed", point))
                        .at(new SourceLocation(source, line, column))
                        .hint("remove it, or write it as an escape in double quotes")
                        .build();
            }
            boolean lineEnds = point == '\n' || (point == '\r' && !text.startsWith("\n", i + 1));
            line += lineEnds ? 1 : 0;
            column = lineEnds ? 1 : column + 1;
            i += Character.charCount(point);
        }
        return Diagnostic.error("yaml", "Not YAML: " + SyntaxErrors.oneLine(String.valueOf(e.getMessage())))
                .at(new SourceLocation(source, lineOffset + 1, 1))
                .build();
    }

    private SourceLocation location(Event event) {
        return new SourceLocation(source, line(event) + 1, column(event) + 1);
    }

    private int line(Event event) {
        return lineOffset + event.getStartMark().map(Mark::getLine).orElse(0);
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0);
    }
}
