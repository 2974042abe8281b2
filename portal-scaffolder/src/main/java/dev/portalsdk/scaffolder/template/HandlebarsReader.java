package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.HandlebarsTag.Word;
import dev.portalsdk.scaffolder.template.HandlebarsTag.WordKind;
import dev.portalsdk.scaffolder.template.SyntaxNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the public view of a Handlebars template, whose own tree the library keeps to itself. For one template, which the library has accepted: so
 * what makes no sense is left out.
 */
final class HandlebarsReader {
    private static final SyntaxNode EMPTY = node(Kind.BLOCK, 0, List.of(), List.of());
    private static final Pattern SEGMENT = Pattern.compile("\\[([^\\]]*)]|[^./\\[]+|\\.\\.?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    private final List<HandlebarsTag> tags;
    private final Set<String> helpers;
    private final int maxDepth;
    private int next;
    private int depth;

    /** @param helpers names that are called, even where a value of that name is meant */
    HandlebarsReader(String text, Set<String> helpers, int maxDepth) {
        this.tags = HandlebarsTag.of(text);
        this.helpers = helpers;
        this.maxDepth = maxDepth;
    }

    SyntaxNode template() {
        return body();
    }

    private static SyntaxNode node(Kind kind, int at, List<String> names, List<SyntaxNode> children) {
        return new SyntaxNode(kind, at, names, Optional.empty(), children);
    }

    private static SyntaxNode unknown(int at) {
        return node(Kind.ARITHMETIC, at, List.of(), List.of());
    }

    // ---- blocks

    /** Up to the tag that ends it. */
    private SyntaxNode body() {
        List<SyntaxNode> nodes = new ArrayList<>();
        while (next < tags.size() && !tags.get(next).closes() && !tags.get(next).isElse()) {
            HandlebarsTag tag = tags.get(next++);
            if (tag.opens()) {
                nodes.add(block(tag));
            } else if (tag.sigil() != '>' && !tag.words().isEmpty()) {
                SyntaxNode value = new Words(tag.words()).expression();
                nodes.add(node(Kind.OUTPUT, value.offset(), List.of(), List.of(value)));
            }
        }
        return node(Kind.BLOCK, 0, List.of(), nodes);
    }

    private SyntaxNode block(HandlebarsTag tag) {
        if (++depth > maxDepth) {
            next = tags.size();
            return EMPTY;
        }
        Word helper = tag.words().get(0);
        Words words = new Words(tag.words());
        words.at = 1;
        SyntaxNode subject = words.ended() ? unknown(helper.offset()) : words.argument();
        List<SyntaxNode> start = assignments(words.blockParameters());
        SyntaxNode first = body();
        SyntaxNode second = otherwise();
        depth--;
        boolean inverse = tag.sigil() == '^';
        return block(helper, subject, inverse ? second : first, inverse ? first : second, start);
    }

    private static SyntaxNode block(
            Word helper, SyntaxNode subject, SyntaxNode body, SyntaxNode otherwise, List<SyntaxNode> start) {
        int at = helper.offset();
        if (helper.is("each") || helper.is("with")) {
            List<SyntaxNode> all = new ArrayList<>(start);
            all.add(body);
            Kind kind = helper.is("each") ? Kind.FOR : Kind.WITH;
            return node(kind, at, List.of(), List.of(subject, node(Kind.BLOCK, 0, List.of(), all), otherwise));
        }
        SyntaxNode condition = helper.is("unless") ? node(Kind.NOT, at, List.of(), List.of(subject)) : subject;
        List<SyntaxNode> branches = new ArrayList<>();
        branches.add(node(Kind.BRANCH, at, List.of(), List.of(condition, body)));
        // A chain of "else if" is one choice, as in Nunjucks.
        boolean chained = otherwise.kind() == Kind.IF;
        branches.addAll(chained ? otherwise.children() : List.of(otherwise));
        return node(Kind.IF, at, List.of(), branches);
    }

    /** What is left if the body is not: nothing, a block, or what stands behind {@code else}. Reads the closing tag too. */
    private SyntaxNode otherwise() {
        if (next >= tags.size()) {
            return EMPTY;
        }
        HandlebarsTag tag = tags.get(next++);
        HandlebarsTag chained = tag.withoutElse();
        if (tag.isElse() && chained.opens()) {
            return block(chained);
        }
        SyntaxNode body = tag.isElse() ? body() : EMPTY;
        next += tag.isElse() ? 1 : 0;
        return body;
    }

    /** {@code as |item key|}: the first is the element, nothing is known of the others. */
    private static List<SyntaxNode> assignments(List<Word> names) {
        List<SyntaxNode> all = new ArrayList<>();
        for (Word name : names) {
            SyntaxNode value =
                    all.isEmpty() ? node(Kind.CONTEXT, name.offset(), List.of(), List.of()) : unknown(name.offset());
            all.add(node(Kind.SET, name.offset(), List.of(name.text()), List.of(value)));
        }
        return all;
    }

    // ---- expressions

    /** The words of a tag, read from the left. */
    private final class Words {
        private final List<Word> words;
        private int at;

        Words(List<Word> words) {
            this.words = words;
        }

        private boolean ended() {
            return at >= words.size() || words.get(at).is(")") || words.get(at).is("as");
        }

        /** A value, or a helper and what it is given. */
        SyntaxNode expression() {
            Word first = words.get(at);
            if (first.kind() != WordKind.PATH) {
                return argument();
            }
            at++;
            List<SyntaxNode> arguments = new ArrayList<>();
            while (!ended()) {
                arguments.add(argument());
            }
            boolean called = !arguments.isEmpty() || helpers.contains(first.text());
            return called ? node(Kind.HELPER, first.offset(), List.of(first.text()), arguments) : path(first);
        }

        private SyntaxNode argument() {
            Word word = words.get(at++);
            if (word.kind() == WordKind.KEY) {
                return ended() ? unknown(word.offset()) : argument();
            }
            if (word.is("(") && !ended()) {
                SyntaxNode inner = expression();
                at++;
                return inner;
            }
            return word.kind() == WordKind.TEXT ? constant(word, text(word.text())) : path(word);
        }

        private List<Word> blockParameters() {
            while (at < words.size() && !words.get(at).is("as")) {
                at++;
            }
            return words.subList(Math.min(at + 1, words.size()), words.size()).stream()
                    .filter(word -> word.kind() == WordKind.PATH)
                    .toList();
        }
    }

    private static SyntaxNode constant(Word word, Value value) {
        return new SyntaxNode(Kind.CONSTANT, word.offset(), List.of(), Optional.of(value), List.of());
    }

    private static Value text(String quoted) {
        String quote = quoted.substring(0, 1);
        return Value.Str.of(quoted.substring(1, quoted.length() - 1).replace("\\" + quote, quote));
    }

    private static SyntaxNode path(Word word) {
        if (word.is("true") || word.is("false")) {
            return constant(word, Value.Bool.of(word.is("true")));
        }
        if (NUMBER.matcher(word.text()).matches()) {
            return constant(word, Value.Num.of(Double.parseDouble(word.text())));
        }
        Matcher segments = SEGMENT.matcher(word.text());
        SyntaxNode node = segments.find() ? start(word, segments.group()) : unknown(word.offset());
        while (segments.find()) {
            node = step(node, word, segments);
        }
        return node;
    }

    private static SyntaxNode start(Word word, String segment) {
        SyntaxNode here = node(Kind.CONTEXT, word.offset(), List.of(), List.of());
        return switch (segment) {
            case ".", "this" -> here;
            case ".." -> node(Kind.CONTEXT, word.offset(), List.of(), List.of(here));
            case "@root" -> node(Kind.CONTEXT, word.offset(), List.of(segment), List.of());
            default ->
                segment.startsWith("@")
                        ? unknown(word.offset())
                        : node(Kind.NAME, word.offset(), List.of(name(segment)), List.of());
        };
    }

    private static SyntaxNode step(SyntaxNode from, Word word, Matcher segment) {
        String written = segment.group();
        if (written.equals(".")) {
            return from;
        }
        if (written.equals("..")) {
            return node(Kind.CONTEXT, word.offset(), List.of(), List.of(from));
        }
        int at = word.offset() + segment.start();
        String name = name(written);
        if (from.kind() == Kind.CONTEXT && written.equals("this")) {
            return from;
        }
        if (name.startsWith("@")) {
            return unknown(at);
        }
        if (NUMBER.matcher(name).matches()) {
            Word index = new Word(WordKind.PATH, name, at);
            return node(
                    Kind.SUBSCRIPT,
                    at,
                    List.of(),
                    List.of(from, constant(index, Value.Num.of(Double.parseDouble(name)))));
        }
        return node(Kind.MEMBER, written.startsWith("[") ? at + 1 : at, List.of(name), List.of(from));
    }

    private static String name(String segment) {
        return segment.startsWith("[") ? segment.substring(1, segment.length() - 1) : segment;
    }
}
