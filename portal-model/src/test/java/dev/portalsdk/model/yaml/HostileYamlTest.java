package dev.portalsdk.model.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Validated;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files made to hurt: each ends soon, in findings. */
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileYamlTest {
    private static Validated<List<YamlDocument>> read(String text) {
        return YamlDocuments.create().read("f.yaml", text);
    }

    private static void isRefused(String text, String rule) {
        Validated<List<YamlDocument>> read = read(text);
        assertEquals(List.of(), read.value().orElseThrow());
        assertEquals(1, read.findings().size(), () -> read.findings().toString());
        Diagnostic finding = read.findings().get(0);
        assertEquals(rule, finding.ruleId());
        assertTrue(finding.location().isPresent());
    }

    @Test
    void billionLaughs() {
        StringBuilder text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 10; i++) {
            text.append(
                    "a" + i + ": &a" + i + " [" + "*a".concat((i - 1) + ", ").repeat(9) + "*a" + (i - 1) + "]\n");
        }
        isRefused(text.toString(), "limit");
    }

    @Test
    void quadraticAliases() {
        String anchored = "a: &a [" + "x,".repeat(2_000) + "x]\n";
        isRefused(anchored + "b: [" + "*a,".repeat(999) + "*a]\n", "limit");
        isRefused("a: &a 1\nb: [" + "*a,".repeat(1_000) + "*a]\n", "limit");
    }

    @Test
    void anAliasOfItself() {
        isRefused("a: &a [1, *a]\n", "yaml");
        isRefused("a: &a {b: &b {c: *a}}\n", "yaml");
        isRefused("a: *nowhere\n", "yaml");
    }

    @Test
    void depthOfTenThousand() {
        isRefused("[".repeat(10_000) + "]".repeat(10_000), "limit");
        isRefused("{a: ".repeat(10_000) + "1" + "}".repeat(10_000), "limit");
        isRefused("- ".repeat(10_000) + "x", "limit");
        StringBuilder indented = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            indented.append(" ".repeat(i)).append("k:\n");
        }
        isRefused(indented.toString(), "limit");
    }

    @Test
    void depthThroughAliases() {
        StringBuilder text = new StringBuilder("a0: &a0 [1]\n");
        for (int i = 1; i < 200; i++) {
            text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
        }
        isRefused(text.toString(), "limit");
    }

    @Test
    void aScalarOfAHundredMegabytes() {
        isRefused("a: " + "x".repeat(100_000_000), "limit");
        byte[] bytes = new byte[100_000_000];
        java.util.Arrays.fill(bytes, (byte) 'x');
        assertEquals(
                "limit",
                YamlDocuments.create().read("f", bytes).findings().get(0).ruleId());
    }

    @Test
    void aMillionKeys() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000_000; i++) {
            text.append('k').append(i).append(": 1\n");
        }
        isRefused(text.toString(), "limit");
    }

    @Test
    void aLargeFileWithinTheLimitsIsRead() {
        String text = "a: |\n" + "  0123456789012345678901234567890123456789\n".repeat(300_000);
        assertEquals(1, read(text).value().orElseThrow().size());
    }

    @Test
    void documentsWithoutEnd() {
        Validated<List<YamlDocument>> read = read("a: 1\n---\n".repeat(60_000));
        assertEquals(50_000, read.value().orElseThrow().size());
        assertEquals("limit", read.findings().get(0).ruleId());
    }

    @Test
    void oddCharacters() {
        isRefused("a: \uD800\n", "yaml");
        isRefused("a: x\u0000\n", "yaml");
        isRefused("a:\n\t- 1\n", "yaml");
        isRefused("\uFFFE\u0000a", "yaml");
        assertEquals(
                "{\"a\":\"\\u0000\"}",
                read("a: \"\\0\"").value().orElseThrow().get(0).value().toJson());
        assertEquals(2, read("a: 1\r---\rb: 2\r").value().orElseThrow().size());
    }

    @Test
    void numbersWithoutEnd() {
        assertEquals(
                1, read("a: " + "9".repeat(1_000_000)).value().orElseThrow().size());
        assertEquals(
                1,
                read("a: 1e999999999\nb: 0x" + "f".repeat(100_000))
                        .value()
                        .orElseThrow()
                        .size());
    }

    @Test
    void findingsInAMappingOfVeryManyKeys() {
        StringBuilder text = new StringBuilder(
                "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: n\n  annotations:\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("    'a b").append(i).append("': x\n");
        }
        var descriptor = DescriptorReader.create()
                .read("f.yaml", text.toString())
                .orThrow()
                .get(0);
        var validator = dev.portalsdk.model.EntityValidator.of(dev.portalsdk.model.kind.Kinds.standard());
        assertTrue(validator.validate(descriptor).findings().size() > 50_000);
    }

    @Test
    void aKeyOfAMegabyte() {
        Validated<List<YamlDocument>> read = read("? " + "k".repeat(1_000_000) + "\n: 1\n");
        assertEquals(1, read.value().orElseThrow().size());
    }

    @Test
    void manyAnchorsAndErrors() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("---\na: [\n");
        }
        assertTrue(read(text.toString()).findings().size() <= 20_000);
    }
}
