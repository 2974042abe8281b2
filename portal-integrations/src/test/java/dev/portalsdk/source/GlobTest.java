package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    // The expectations are those of minimatch with its default options.
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a.yaml a.yaml true",
                "a.yaml b/a.yaml false",
                "*.yaml a.yaml true",
                "*.yaml .a.yaml false",
                ".*.yaml .a.yaml true",
                "*.yaml b/a.yaml false",
                "*/a.yaml b/a.yaml true",
                "**/a.yaml a.yaml true",
                "**/a.yaml b/c/a.yaml true",
                "**/a.yaml .git/a.yaml false",
                "b/**/a.yaml b/a.yaml true",
                "b/**/a.yaml b/c/d/a.yaml true",
                "b/**/a.yaml c/a.yaml false",
                "b/** b/c/d true",
                "b/** b false",
                "** a/b true",
                "**/.github/** x/.github/a.yml true",
                "**/.github/** x/.hidden/a.yml false",
                "a?c abc true",
                "a?c a/c false",
                "?bc .bc false",
                "[abc]x bx true",
                "[a-c]x bx true",
                "[a-c]x dx false",
                "[!a-c]x dx true",
                "[!a]x .x false",
                "[]a]x ]x true",
                "[a [a true",
                "{a,b}.yaml b.yaml true",
                "{a,b/c}.yaml b/c.yaml true",
                "{a,{b,c}}.yaml c.yaml true",
                "{a}.yaml {a}.yaml true",
                "{a}.{b,c} {a}.c true",
                "{x{a,b}} {xb} true",
                "{a.yaml {a.yaml true",
                "a** abc true",
                "a**c a/c false",
                "(a+b).$ (a+b).$ true",
                "/a/*.yaml a/b.yaml true",
                "a.c abc false",
                "**/a/**/b x/a/y/a/z/b true",
                "**/*.md a/b.md true"
            })
    void matchesAsMinimatch(String pattern, String path, boolean expected) {
        assertEquals(expected, Glob.of(pattern).matches(path));
    }

    @Test
    void hostilePatternsTakeNoTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            Glob.of("a*".repeat(400) + "b").matches("a".repeat(10_000));
            Glob.of("**/a/".repeat(150) + "b").matches("a/".repeat(5_000) + "c");
            assertThrows(IllegalArgumentException.class, () -> Glob.of("{a,b}".repeat(100)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Glob.of("{".repeat(500) + "a,b" + "}".repeat(2) + "{a,b}".repeat(60)));
            assertThrows(IllegalArgumentException.class, () -> Glob.of("a".repeat(1001)));
        });
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("ab.")
                .ofMinLength(1)
                .ofMaxLength(4)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("/", parts));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings()
                .withChars("ab.*?")
                .ofMinLength(1)
                .ofMaxLength(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("/", parts));
    }

    @Property
    void everyPathMatchesItselfAndAnythingMatchesAllThatIsNotHidden(@ForAll("names") String path) {
        assertTrue(Glob.of(path).matches(path));
        assertEquals(
                !path.startsWith(".") && !path.contains("/."), Glob.of("**").matches(path));
    }

    /** Against the plain definition, by trying everything. */
    @Property(tries = 5000)
    void agreesWithTheDefinition(@ForAll("patterns") String pattern, @ForAll("names") String path) {
        assertEquals(
                matches(pattern.split("/"), 0, path.split("/"), 0),
                Glob.of(pattern).matches(path),
                () -> pattern + " against " + path);
    }

    private static boolean matches(String[] pattern, int p, String[] path, int n) {
        if (p == pattern.length) {
            return n == path.length;
        }
        if (pattern[p].equals("**")) {
            boolean last = p == pattern.length - 1;
            boolean skips = !last && matches(pattern, p + 1, path, n);
            boolean crosses = n < path.length && !path[n].startsWith(".");
            return skips || (crosses && (matches(pattern, p, path, n + 1) || (last && n == path.length - 1)));
        }
        return n < path.length && name(pattern[p], path[n]) && matches(pattern, p + 1, path, n + 1);
    }

    private static boolean name(String pattern, String name) {
        boolean hidden = name.startsWith(".") && !pattern.startsWith(".");
        return !hidden && characters(pattern, name);
    }

    private static boolean characters(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return characters(pattern.substring(1), name)
                    || (!name.isEmpty() && characters(pattern, name.substring(1)));
        }
        return !name.isEmpty()
                && (pattern.charAt(0) == '?' || pattern.charAt(0) == name.charAt(0))
                && characters(pattern.substring(1), name.substring(1));
    }
}
