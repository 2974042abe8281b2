package dev.portalsdk.model.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentsTest {
    private static Validated<List<YamlDocument>> read(String text) {
        return YamlDocuments.create().read("f.yaml", text);
    }

    private static YamlDocument one(String text) {
        Validated<List<YamlDocument>> read = read(text);
        assertEquals(List.of(), read.findings());
        List<YamlDocument> documents = read.value().orElseThrow();
        assertEquals(1, documents.size());
        return documents.get(0);
    }

    private static String findings(String text) {
        return read(text).findings().stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }

    private static List<String> documents(String text) {
        return read(text).value().orElseThrow().stream()
                .map(document -> document.value().toJson())
                .toList();
    }

    @Nested
    class Scalars {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '^',
                value = {
                    "yes            | \"yes\"",
                    "on             | \"on\"",
                    "2024-01-01     | \"2024-01-01\"",
                    "010            | 10",
                    "0o14           | 12",
                    "0x1F           | 31",
                    "1_000          | \"1_000\"",
                    "1:30           | \"1:30\"",
                    "1.50           | 1.5",
                    "1.0            | 1",
                    "1e3            | 1000",
                    "-0             | 0",
                    "+7             | 7",
                    "~              | null",
                    "Null           | null",
                    "True           | true",
                    "tRue           | \"tRue\"",
                    "'12'           | \"12\"",
                    "!!str 12       | \"12\"",
                    ".nan           | null",
                    "9007199254740993 | 9007199254740993",
                    "123456789012345678901234567890 | 123456789012345678901234567890",
                    "[]             | []",
                })
        void haveTheTypesOfYaml12Core(String yaml, String json) {
            assertEquals(json, one("b: " + yaml).value().at("/b").orElseThrow().toJson());
        }
    }

    @Test
    void documentsWithoutContentAreSkipped() {
        assertEquals(List.of("{\"a\":1}", "{\"b\":2}"), documents("---\n---\na: 1\n---\n# nothing\n---\nb: 2\n---\n"));
        assertEquals(List.of(), documents(""));
        assertEquals(List.of(), documents("# only a comment\n"));
    }

    @Test
    void mergeKeysAreKeysLikeAnyOther() {
        assertEquals(
                "{\"base\":{\"x\":1},\"use\":{\"<<\":{\"x\":1},\"y\":2}}",
                one("base: &b {x: 1}\nuse:\n  <<: *b\n  y: 2\n").value().toJson());
    }

    @Test
    void keysBecomeTexts() {
        assertEquals(
                "{\"1\":\"a\",\"true\":\"b\",\"16\":\"c\",\"\":\"d\"}",
                one("1: a\ntrue: b\n0x10: c\n~: d\n").value().toJson());
    }

    @Test
    void duplicateKeysRejectTheDocumentAndNameTheSecond() {
        Validated<List<YamlDocument>> read = read("a: 1\nb: 2\na: 3\n---\nc: 4\n");
        assertEquals(1, read.value().orElseThrow().size());
        assertEquals(
                "[ERROR] The key \"a\" stands twice in this mapping; remove one of the two | yaml f.yaml:3:1",
                findings("a: 1\nb: 2\na: 3\n"));
    }

    @Test
    void aSyntaxErrorLeavesTheOtherDocuments() {
        String text = "a: 1\n---\nb: [1, 2\n---\nc: 3\n---\nd: 'open\n---\ne: 5\n";
        assertEquals(List.of("{\"a\":1}", "{\"c\":3}", "{\"e\":5}"), documents(text));
        List<Diagnostic> findings = read(text).findings();
        assertEquals(2, findings.size());
        assertTrue(findings.get(0).location().orElseThrow().line() >= 3);
        assertTrue(findings.get(1).location().orElseThrow().line() >= 7);
    }

    @Test
    void aDocumentThatCannotBeAValueLeavesTheOthers() {
        for (String bad : List.of(
                "a: *nowhere", "{{ name }}: 1", "a: &a [*a]", "[".repeat(101) + "]".repeat(101), "a: \"\\ud800\"")) {
            assertEquals(List.of("{\"b\":2}"), documents(bad + "\n---\nb: 2\n"), bad);
            assertEquals(1, read(bad + "\n---\nb: 2\n").findings().size(), bad);
        }
    }

    @Test
    void aCarriageReturnEndsALineToo() {
        assertEquals(
                "f.yaml:2:4",
                read("a: 1\rb: \u0001")
                        .findings()
                        .get(0)
                        .location()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void aTextWithDashesIsNoDocumentEnd() {
        assertEquals(
                "{\"a\":\"x\\n--- y\\n\"}", one("a: |\n  x\n  --- y\n").value().toJson());
        assertEquals("{\"---a\":1}", one("---a: 1\n").value().toJson());
    }

    @Test
    void directivesBelongToTheirDocument() {
        assertEquals(List.of("{\"a\":1}", "{\"b\":2}"), documents("%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n"));
    }

    @Test
    void unquotedTemplateExpressionIsExplained() {
        assertEquals(
                "[ERROR] A key must be a text, but this is a mapping; did you mean a template expression? Put it in quotes | yaml f.yaml:2:5",
                findings("x: 1\na: {{ x }}\n"));
    }

    @Test
    void unknownTagsAreIgnoredWithAWarning() {
        Validated<List<YamlDocument>> read = read("a: !ENV [X, y]\nb: !!python/name:os.system x\n");
        assertEquals(
                "{\"a\":[\"X\",\"y\"],\"b\":\"x\"}",
                read.value().orElseThrow().get(0).value().toJson());
        assertEquals(2, read.findings().size());
        assertTrue(read.findings().stream().allMatch(finding -> finding.severity() == Severity.WARNING));
    }

    @Test
    void aByteThatIsNotUtf8HasItsPlace() {
        byte[] bytes = "a: 1\nb: é!".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        assertEquals(
                "[ERROR] The file is not UTF-8: this byte begins no character; save it as UTF-8 | yaml f.yaml:2:5",
                YamlDocuments.create().read("f.yaml", bytes).findings().get(0).toString());
    }

    @Test
    void aBracketThatIsNotClosedIsFoundWhereItOpens() {
        assertEquals(
                "[ERROR] Not YAML: expected ',' or '}', but got : while parsing a flow mapping; is it closed? What begins here makes no sense in line 3"
                        + " | yaml f.yaml:2:4",
                findings("a: 1\nb: {x: 1, y: 2\nc: 3\n"));
    }

    @Test
    void aQuoteThatIsNotClosedIsFoundWhereItOpens() {
        assertEquals(
                "[ERROR] Not YAML: expected <block end>, but found '<scalar>' while parsing a block mapping; is it closed? What begins here makes no"
                        + " sense in line 3 | yaml f.yaml:2:4",
                findings("a: 1\nb: \"two\nc: \"three\"\nd: 4\n"));
        assertTrue(findings("a: 1\nb: 'two\nc: 3\n").endsWith("makes no sense in line 4 | yaml f.yaml:2:4"));
    }

    @Test
    void aCharacterThatYamlForbidsHasItsPlace() {
        assertEquals(
                "[ERROR] Not YAML: the character U+0000 is not allowed; remove it, or write it as an escape in double quotes | yaml f.yaml:2:5",
                findings("a: 1\nb: x\u0000y\n"));
    }

    @Nested
    class Places {
        private final YamlDocument document = one(
                "# 😀\napiVersion: v1\nmetadata:\n  \"näme\": x # 😀\n  tags: [a, 'b']\nspec:\n  - {k: 😀, m: 1}\n");

        private String value(String pointer) {
            return document.value(pointer).map(SourceLocation::toString).orElse("none");
        }

        private String key(String pointer) {
            return document.key(pointer).map(SourceLocation::toString).orElse("none");
        }

        @Test
        void ofValuesAndKeysCountFromOneInCodePoints() {
            assertEquals("f.yaml:2:1", value(""));
            assertEquals("f.yaml:2:13", value("/apiVersion"));
            assertEquals("f.yaml:4:11", value("/metadata/näme"));
            assertEquals("f.yaml:4:3", key("/metadata/näme"));
            assertEquals("f.yaml:5:13", value("/metadata/tags/1"));
            assertEquals("f.yaml:7:15", value("/spec/0/m"));
            assertEquals("f.yaml:7:12", key("/spec/0/m"));
        }

        @Test
        void areAbsentForWhatIsNotThere() {
            assertEquals("none", value("/nothing"));
            assertEquals("none", value("/metadata/tags/2"));
            assertEquals("none", value("/apiVersion/x"));
            assertEquals("none", key("/spec/0"));
            assertEquals("none", key(""));
        }

        @Test
        void ofAnAliasAreThoseOfItsAnchorAndItsOwnKey() {
            YamlDocument aliased = one("a: &x\n  k: 1\nb: *x\n");
            assertEquals("f.yaml:2:6", aliased.value("/b/k").orElseThrow().toString());
            assertEquals("f.yaml:3:1", aliased.key("/b").orElseThrow().toString());
        }

        @Test
        void inLaterDocumentsCountFromTheStartOfTheFile() {
            List<YamlDocument> documents =
                    read("a: 1\r\n---\r\nb:\r\n  c: 2\r\n").value().orElseThrow();
            assertEquals(
                    "f.yaml:4:6", documents.get(1).value("/b/c").orElseThrow().toString());
        }

        @Test
        void afterAByteOrderMarkCountWithoutIt() {
            YamlDocument marked = one("\uFEFFa: 1\n");
            assertEquals("f.yaml:1:4", marked.value("/a").orElseThrow().toString());
        }
    }

    @Test
    void jsonIsRead() {
        Value value = one("{\"a\": [1, {\"b\": \"\\u00e9\\n\"}], \"c\": null}").value();
        assertEquals("{\"a\":[1,{\"b\":\"é\\n\"}],\"c\":null}", value.toJson());
    }
}
