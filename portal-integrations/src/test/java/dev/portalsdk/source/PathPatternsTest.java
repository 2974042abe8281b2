package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternsTest {

    @Test
    void patternsMatchAsGlobbyDoes() {
        PathPatterns patterns = PathPatterns.globby(
                List.of("docs", "*.txt", "src/**/*.{java,kt}", "!src/gen/**", "src/gen/**/K.java", "[ab]?.md", "t*/"));

        for (String yes : List.of(
                "docs", "docs/a/b", "docs/.b", "x.txt", ".x.txt", "src/A.java", "src/a/.b/C.kt", "a1.md", "tx/a/b")) {
            assertTrue(patterns.matches(yes), yes);
        }
        for (String no :
                List.of("d/x.txt", "docs2/a", "src/gen/A.java", "src/gen/K.java", "src/a.js", "c1.md", "a.md")) {
            assertFalse(patterns.matches(no), no);
        }
    }

    /** What git check-ignore --no-index says of these. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.json a.json true",
                "*.json b/.a.json true",
                "*.json a.json/b true",
                "/top.md top.md true",
                "/top.md b/top.md false",
                "folder/ folder false",
                "folder/ folder/x true",
                "folder/ a/folder/y.md true",
                "a/folder a/folder/y.md true",
                "a/folder b/a/folder false",
                "**/deep/x?.md deep/x1.md true",
                "**/deep/x?.md a/b/deep/x1.md true",
                "a/**/z a/z true",
                "a/**/z a/b/c/z true",
                "a/** a/b true",
                "a/** a false",
                "x[0-9] x7 true",
                "x[!0-9] x7 false",
                "{a,b} a false",
                "{a,b} {a,b} true",
                "\\!a !a true",
                "\\#a #a true",
                "a\\*b a*b true",
                "a\\*b axb false",
                "/ a false",
                "** .a/b true"
            })
    void patternsMatchAsGitignoreDoes(String pattern, String path, boolean expected) {
        assertEquals(expected, PathPatterns.gitignore(pattern).matches(path));
    }

    @Test
    void lastPatternThatMatchesDecides() {
        PathPatterns patterns = PathPatterns.gitignore("*.json\n  \n# comment\n!keep.json\n/keep.json");

        assertTrue(patterns.matches("b/a.json"));
        assertFalse(patterns.matches("b/keep.json"));
        assertTrue(patterns.matches("keep.json"));
        assertFalse(patterns.matches("comment"));
        assertFalse(PathPatterns.gitignore("").matches("a"));
    }

    @Test
    void patternsAreEqualIfTheyMeanTheSame() {
        assertEquals(PathPatterns.gitignore("a\nb"), PathPatterns.gitignore("a\n\nb\n"));
        assertNotEquals(PathPatterns.gitignore("a"), PathPatterns.gitignore("b"));
        assertNotEquals(PathPatterns.gitignore("a"), PathPatterns.globby(List.of("a")));
        assertEquals("[*.a, !b]", PathPatterns.gitignore("*.a\n!b").toString());
    }

    @Test
    void hostilePatternsTakeNoTime() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            String deep = "a/".repeat(1_000) + "c";
            PathPatterns.gitignore("**/a/".repeat(150) + "b").matches(deep);
            PathPatterns.gitignore("a*".repeat(400) + "b").matches("a".repeat(10_000));
            PathPatterns.globby(List.of("a*".repeat(400) + "b/")).matches("a".repeat(5_000) + "/c");
            assertThrows(IllegalArgumentException.class, () -> PathPatterns.globby(List.of("{a,b}".repeat(100))));
        });
    }
}
