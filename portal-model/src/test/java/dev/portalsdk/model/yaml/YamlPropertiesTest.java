package dev.portalsdk.model.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class YamlPropertiesTest {
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "yes",
            "No",
            "~",
            "null",
            "12",
            "-1",
            "0x1f",
            "0o17",
            "1e5",
            ".5",
            "1.",
            ".inf",
            "-.INF",
            ".nan",
            "2024-01-01",
            "<<",
            "=",
            "- a",
            "-",
            "---",
            "...",
            "a: b",
            "a:",
            ":",
            "# c",
            "a #c",
            "[",
            "]",
            "{}",
            "{{ x }}",
            "${{ x }}",
            "*a",
            "&a",
            "!t",
            "|",
            ">",
            "%",
            "@",
            "`",
            "'",
            "\"",
            "it's",
            "\\",
            "\n",
            "a\n",
            "a\nb",
            "\na",
            " a",
            "a ",
            "a\n ",
            "\t",
            "a\tb",
            "a\r\nb",
            "\r",
            "\u0085",
            "\u2028x",
            "\uFEFFx",
            "\u0000",
            "\u007f",
            "\u001b[0m",
            "é",
            "日本",
            "😀",
            "?",
            "? a",
            "y",
            "on",
            "a:b",
            "http://x/y?z=1&w",
            ",",
            "a,b",
            "key: |",
            "x".repeat(200),
            "a b ".repeat(50));

    @Provide
    Arbitrary<String> nastyText() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(20).filter(YamlPropertiesTest::isUnicode);
        Arbitrary<String> mixed =
                Arbitraries.of(NASTY).list().ofMinSize(1).ofMaxSize(3).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(Arbitraries.of(NASTY), mixed, any);
    }

    private static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Provide
    Arbitrary<Value> values() {
        Arbitrary<Value> single = Arbitraries.oneOf(
                nastyText().map(Value.Str::of),
                Arbitraries.longs().map(Value.Num::of),
                Arbitraries.doubles().map(Value.Num::of),
                Arbitraries.bigIntegers().map(Value.Num::of),
                Arbitraries.of(true, false).map(Value.Bool::of),
                Arbitraries.just(Value.Null.NULL));
        // Bounded by hand: Arbitraries.lazyOf fails now and then, with a deque that is empty.
        Arbitrary<Value> values = single;
        for (int depth = 0; depth < 3; depth++) {
            values = Arbitraries.oneOf(
                    single,
                    values.list().ofMaxSize(4).map(Value.Arr::of),
                    Arbitraries.maps(nastyText(), values).ofMaxSize(4).map(YamlPropertiesTest::object));
        }
        return values;
    }

    private static Value object(Map<String, Value> entries) {
        Value.Obj.Builder object = Value.Obj.builder();
        entries.forEach(object::put);
        return object.build();
    }

    @Property(tries = 2000)
    void whatIsWrittenReadsBackTheSame(@ForAll("values") Value inner) {
        Value value = Value.Obj.of("v", inner); // a bare null would be an empty document
        String yaml = YamlWriter.write(value);
        Validated<List<YamlDocument>> read = YamlDocuments.create().read("f", yaml);
        assertEquals(List.of(), read.findings(), yaml);
        assertEquals(value, read.value().orElseThrow().get(0).value(), yaml);
    }

    @Example
    void textsOfSeveralLinesAreBlocksAndAmbiguousOnesQuoted() {
        Value value = Value.Obj.of(
                "text",
                "one\ntwo\n",
                "list",
                List.of("yes", "12", "web", "group:team-a", "https://host/a?b=c"),
                "n",
                12);
        assertEquals(
                "text: |\n  one\n  two\nlist:\n  - \"yes\"\n  - \"12\"\n  - web\n  - group:team-a\n  - https://host/a?b=c\n\"n\": 12\n",
                YamlWriter.write(value));
    }

    @Example
    void numbersThatJsonDoesNotKnowReadBackTheSame() {
        Value value = Value.of(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.5));
        assertEquals(
                value,
                YamlDocuments.create()
                        .read("f", YamlWriter.write(value))
                        .value()
                        .orElseThrow()
                        .get(0)
                        .value());
    }

    @Example
    void aLongTextWithManyColonsIsWritten() {
        Value value = Value.Obj.of("a", "a" + ":b".repeat(30_000));
        assertEquals(
                value,
                YamlDocuments.create()
                        .read("f", YamlWriter.write(value))
                        .value()
                        .orElseThrow()
                        .get(0)
                        .value());
    }

    @Property(tries = 500)
    void whatIsWrittenAsJsonReadsBackTheSame(@ForAll("values") Value inner) {
        Value value = Value.Obj.of("v", inner);
        assertEquals(value, Value.parseJson(value.toJson()));
        assertEquals(value, Value.parseJson(value.toPrettyJson()));
    }

    @Property(tries = 1000)
    void randomBytesNeverThrow(@ForAll byte[] bytes) {
        isOnlyFindings(YamlDocuments.create().read("f", bytes), new String(bytes, StandardCharsets.UTF_8));
    }

    @Property(tries = 2000)
    void mutatedDescriptorsNeverThrow(@ForAll("mutated") String text) {
        isOnlyFindings(YamlDocuments.create().read("f", text), text);
        DescriptorReader.create().read("f", text);
    }

    private static void isOnlyFindings(Validated<List<YamlDocument>> read, String text) {
        int lines = text.split("\r\n|\r|\n", -1).length;
        for (Diagnostic finding : read.findings()) {
            SourceLocation place = finding.location().orElseThrow();
            assertTrue(place.line() <= lines + 1, () -> finding + " lies outside of the file's " + lines + " lines");
        }
    }

    @Provide
    Arbitrary<String> mutated() {
        String base =
                "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: &n web\n  tags: [a, 'b', \"c\"]\n"
                        + "  description: |\n    one\n    two\nspec: {type: service, owner: *n}\n---\nkind: X\n";
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of(
                        "\n", "\t", " ", ":", "-", "[", "{", "&", "*", "!", "|", "\"", "'", "#", "%", "---\n", "...\n",
                        "? ", "\u0000", "\uD800", "<<"),
                nastyText());
        return Arbitraries.integers()
                .between(0, base.length())
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .flatMap(cuts -> pieces.list().ofSize(cuts.size()).map(inserted -> mutate(base, cuts, inserted)));
    }

    private static String mutate(String base, List<Integer> cuts, List<String> inserted) {
        StringBuilder text = new StringBuilder(base);
        for (int i = 0; i < cuts.size(); i++) {
            int at = Math.min(cuts.get(i), text.length());
            int end = Math.min(text.length(), at + cuts.get(i) % 3);
            text.replace(at, end, inserted.get(i));
        }
        return text.toString();
    }

    @Property(tries = 500)
    void everyPlaceIsAtTheTextItNames(@ForAll("simple") Value value) {
        String yaml = "# first\n" + YamlWriter.write(value);
        List<String> lines = yaml.lines().toList();
        YamlDocument document =
                YamlDocuments.create().read("f", yaml).value().orElseThrow().get(0);
        for (String pointer : pointers("", document.value())) {
            Value at = document.value().at(pointer).orElseThrow();
            Optional<SourceLocation> key = document.key(pointer);
            key.ifPresent(place -> assertTrue(
                    rest(lines, place).startsWith(pointer.substring(pointer.lastIndexOf('/') + 1)),
                    () -> pointer + " in\n" + yaml));
            if (at instanceof Value.Str text) {
                SourceLocation place = document.value(pointer).orElseThrow();
                assertTrue(rest(lines, place).startsWith(text.value()), () -> pointer + " in\n" + yaml);
            }
        }
    }

    @Provide
    Arbitrary<Value> simple() {
        Arbitrary<String> word =
                Arbitraries.strings().withCharRange('a', 'm').ofMinLength(2).ofMaxLength(6);
        Arbitrary<Value> scalar = word.map(text -> (Value) Value.Str.of(text));
        Arbitrary<Value> list = scalar.list().ofMinSize(1).ofMaxSize(3).map(Value.Arr::of);
        Arbitrary<Value> map = Arbitraries.maps(word, Arbitraries.oneOf(scalar, list))
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(YamlPropertiesTest::object);
        return Arbitraries.maps(word, Arbitraries.oneOf(scalar, list, map))
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(YamlPropertiesTest::object);
    }

    private static List<String> pointers(String at, Value value) {
        List<String> pointers = new ArrayList<>();
        if (value instanceof Value.Obj object) {
            object.forEach((key, child) -> {
                pointers.add(at + "/" + key);
                pointers.addAll(pointers(at + "/" + key, child));
            });
        } else if (value instanceof Value.Arr array) {
            for (int i = 0; i < array.size(); i++) {
                pointers.add(at + "/" + i);
                pointers.addAll(pointers(at + "/" + i, array.get(i)));
            }
        }
        return pointers;
    }

    private static String rest(List<String> lines, SourceLocation place) {
        return lines.get(place.line() - 1).substring(place.column() - 1);
    }
}
