package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
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

    /** A node that was built: with what it counts for, should an alias repeat it. */
    private record Built(Value value, PlaceTree places, int nodes, int height) {}

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
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, @Nullable Built> anchors = new HashMap<>();
    private int lineOffset;
    private int nodes;
    private int aliases;
    private int index;

    DocumentBuilder(String source, ReadLimits limits) {
        this.source = source;
        this.limits = limits;
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
            findings.add(syntaxError(e));
        } catch (YamlEngineException e) {
            findings.add(unreadable(text, e));
        }
        return true;
    }

    private void readDocument(ParserImpl events) {
        anchors.clear();
        int before = findings.size();
        Event root = events.next();
        if (isEmpty(root)) {
            return;
        }
        if (index >= limits.maxDocuments()) {
            throw new Refused(limit("more than " + limits.maxDocuments() + " documents", root), true);
        }
        int documentIndex = index++;
        Built built = build(root, events, 1);
        boolean usable = findings.subList(before, findings.size()).stream()
                .noneMatch(finding -> finding.severity() == dev.portalsdk.model.Severity.ERROR);
        if (usable) {
            documents.add(new YamlDocument(source, documentIndex, built.value(), built.places()));
        }
    }

    private static boolean isEmpty(Event root) {
        return root instanceof ScalarEvent scalar
                && scalar.getValue().isEmpty()
                && scalar.isPlain()
                && scalar.getTag().isEmpty();
    }

    private Built build(Event event, ParserImpl events, int depth) {
        if (event instanceof AliasEvent alias) {
            return repeat(alias, depth);
        }
        count(1, event);
        Optional<String> anchor = ((NodeEvent) event).getAnchor().map(name -> name.getValue());
        anchor.ifPresent(name -> anchors.put(name, null)); // not yet complete
        Built built;
        if (event instanceof ScalarEvent scalar) {
            built = new Built(scalar(scalar), place(event), 1, 1);
        } else {
            if (depth > limits.maxDepth()) {
                throw new Refused(limit("nested more than " + limits.maxDepth() + " deep", event), false);
            }
            warnOfTag((CollectionStartEvent) event);
            built = event instanceof MappingStartEvent ? mapping(event, events, depth) : sequence(event, events, depth);
        }
        anchor.ifPresent(name -> anchors.put(name, built));
        return built;
    }

    private Built mapping(Event start, ParserImpl events, int depth) {
        PlaceTree places = place(start);
        Value.Obj.Builder object = Value.Obj.builder();
        int height = 1;
        int before = nodes;
        for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
            String name = key(key);
            Built value = build(events.next(), events, depth + 1);
            height = Math.max(height, value.height() + 1);
            if (object.has(name)) {
                findings.add(duplicate(name, key));
            } else {
                object.put(name, value.value());
                places.add(value.places().withKey(line(key), column(key)));
            }
        }
        return new Built(object.build(), places, nodes - before + 1, height);
    }

    private Built sequence(Event start, ParserImpl events, int depth) {
        PlaceTree places = place(start);
        List<Value> elements = new ArrayList<>();
        int height = 1;
        int before = nodes;
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            Built element = build(next, events, depth + 1);
            height = Math.max(height, element.height() + 1);
            elements.add(element.value());
            places.add(element.places());
        }
        return new Built(Value.Arr.of(elements), places, nodes - before + 1, height);
    }

    private Built repeat(AliasEvent alias, int depth) {
        String name = alias.getAlias().getValue();
        if (++aliases > limits.maxAliases()) {
            throw new Refused(limit("more than " + limits.maxAliases() + " aliases", alias), true);
        }
        Built anchored = anchors.get(name);
        if (anchored == null) {
            String fault = anchors.containsKey(name) ? "is part of itself" : "names no anchor before it";
            throw new Refused(error("The alias *" + name + " " + fault, alias).build(), false);
        }
        if (depth + anchored.height() - 1 > limits.maxDepth()) {
            throw new Refused(limit("nested more than " + limits.maxDepth() + " deep", alias), false);
        }
        count(anchored.nodes(), alias);
        return new Built(anchored.value(), anchored.places().copy(), anchored.nodes(), anchored.height());
    }

    /** Keys are texts; a scalar of another type becomes what JavaScript makes of it. */
    private String key(Event event) {
        count(1, event);
        if (event instanceof AliasEvent alias) {
            Built anchored = anchors.get(alias.getAlias().getValue());
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
        String name =
                value instanceof Value.Str text ? text.value() : value instanceof Value.Null ? "" : value.toString();
        scalar.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), new Built(value, place(event), 1, 1)));
        return keys.computeIfAbsent(name, same -> same);
    }

    private Value scalar(ScalarEvent event) {
        if (hasLoneSurrogate(event.getValue())) {
            throw new Refused(
                    error("A text must not hold half of a character: a surrogate without its other half", event)
                            .build(),
                    false);
        }
        String tag = event.getTag().orElse("");
        if (tag.isEmpty()) {
            return event.isPlain() ? Scalars.resolve(event.getValue()) : Value.Str.of(event.getValue());
        }
        return switch (tag) {
            case "!", "tag:yaml.org,2002:str" -> Value.Str.of(event.getValue());
            case "tag:yaml.org,2002:int",
                    "tag:yaml.org,2002:float",
                    "tag:yaml.org,2002:bool",
                    "tag:yaml.org,2002:null" -> Scalars.resolve(event.getValue());
            default -> {
                warnOfTag(tag, event);
                yield Value.Str.of(event.getValue());
            }
        };
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

    private Diagnostic syntaxError(MarkedYamlEngineException e) {
        Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
        String context = e.getContext() == null || e.getContext().isEmpty() ? "" : " " + e.getContext();
        return Diagnostic.error("yaml", "Not YAML: " + oneLine(e.getProblem() + context))
                .at(mark.map(m -> new SourceLocation(source, m.getLine() + 1 + lineOffset, m.getColumn() + 1))
                        .orElse(new SourceLocation(source, lineOffset + 1, 1)))
                .build();
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
        return Diagnostic.error("yaml", "Not YAML: " + oneLine(String.valueOf(e.getMessage())))
                .at(new SourceLocation(source, lineOffset + 1, 1))
                .build();
    }

    private static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }

    private SourceLocation location(Event event) {
        return new SourceLocation(source, line(event) + 1, column(event) + 1);
    }

    private PlaceTree place(Event event) {
        return new PlaceTree(line(event), column(event));
    }

    private int line(Event event) {
        return lineOffset + event.getStartMark().map(Mark::getLine).orElse(0);
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0);
    }
}
