package dev.portalsdk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubIntegrationTest {
    private final GitHubIntegration gitHub =
            GitHubIntegration.builder("github.com").build();
    private final GitHubIntegration enterprise =
            GitHubIntegration.builder("GHE.acme.com:8443").build();

    @ParameterizedTest
    @CsvSource({
        "https://github.com/o/r, o, r, REPOSITORY, '', ''",
        "https://github.com/o/r/, o, r, REPOSITORY, '', ''",
        "https://github.com/o/r.git, o, r, REPOSITORY, '', ''",
        "https://github.com/o/r/blob/main/a/b.yaml, o, r, BLOB, main, a/b.yaml",
        "https://github.com/o/r/tree/main, o, r, TREE, main, ''",
        "https://github.com/o/r/tree/main/docs/, o, r, TREE, main, docs",
        "https://github.com/o/r/edit/main/a.md, o, r, EDIT, main, a.md",
        "https://github.com/o/r/raw/v1.0/a.md?x=1#L3, o, r, RAW, v1.0, a.md",
        "https://github.com/o/r/blob/feature%2Fx/a%20b.md, o, r, BLOB, feature/x, a b.md",
        "https://github.com/o/r/blob/main/a/../b.md, o, r, BLOB, main, b.md"
    })
    void takesUrlsApart(String url, String owner, String name, ScmUrl.View view, String ref, String path) {
        ScmUrl place = gitHub.parse(url).orElseThrow();
        assertEquals(owner, place.owner());
        assertEquals(name, place.name());
        assertEquals(view, place.view());
        assertEquals(ref, place.ref().orElse(""));
        assertEquals(path, place.path());
        assertEquals("https://github.com/o/r", place.repository().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/o",
                "https://github.com/o/r/issues/1",
                "https://github.com/o/r/blob",
                "https://gitlab.com/o/r/blob/main/a",
                "https://github.com.evil.com/o/r/blob/main/a",
                "https://github.com/o/r/blob/main/a%2F..%2F..%2Fb",
                "https://github.com/o/r/blob/main/a%2Fb",
                "https://github.com/o/..%2Fr/blob/main/a",
                "https://github.com/o/r/blob/..%2F..%2Fp/a",
                "https://github.com/o/r/blob/main%2F/a",
                "https://github.com/o/r/blob/%2Fmain/a"
            })
    void leavesOthersAloneAndWhatCouldMislead(String url) {
        assertEquals(Optional.empty(), gitHub.parse(url));
    }

    // As Backstage's GithubIntegration.resolveUrl.
    @ParameterizedTest
    @CsvSource({
        "./b.yaml, https://github.com/o/r/blob/main/x/a.yaml, https://github.com/o/r/tree/main/x/b.yaml",
        "b.yaml, https://github.com/o/r/tree/main/x/a.yaml, https://github.com/o/r/tree/main/x/b.yaml",
        "../b.yaml, https://github.com/o/r/blob/main/x/a.yaml, https://github.com/o/r/tree/main/b.yaml",
        "/b.yaml, https://github.com/o/r/blob/main/x/y/a.yaml, https://github.com/o/r/tree/main/b.yaml",
        "/docs/, https://github.com/o/r/tree/main/x/, https://github.com/o/r/tree/main/docs/",
        "./docs, https://github.com/o/r/blob/main/x/a.yaml?q=1, https://github.com/o/r/tree/main/x/docs?q=1",
        "/b c.yaml, https://github.com/o/r/blob/feature%2Fx/a.yaml, https://github.com/o/r/tree/feature%2Fx/b%20c.yaml",
        "https://github.com/p/q/blob/main/b, https://github.com/o/r/blob/main/a, https://github.com/p/q/tree/main/b",
        "https://example.com/p/q/blob/main/b, https://github.com/o/r/blob/main/a, https://example.com/p/q/blob/main/b",
        "ssh://host/x, https://github.com/o/r/blob/main/a, ssh://host/x"
    })
    void resolvesReferences(String target, String base, String expected) {
        assertEquals(expected, gitHub.resolveUrl(target, base));
    }

    @Test
    void editsWhereGitHubEdits() {
        assertEquals(
                "https://github.com/o/r/edit/main/a b.md".replace(" ", "%20"),
                gitHub.editUrl("https://github.com/o/r/blob/main/a b.md"));
        assertEquals("https://github.com/o/r", gitHub.editUrl("https://github.com/o/r"));
        assertEquals("https://x.com/o/r/blob/main/a", gitHub.editUrl("https://x.com/o/r/blob/main/a"));
    }

    @Test
    void knowsItsAddresses() {
        ScmUrl place =
                gitHub.parse("https://github.com/o/r/blob/feature%2Fx/a%20b.md").orElseThrow();
        assertEquals(
                "https://raw.githubusercontent.com/o/r/feature/x/a%20b.md",
                gitHub.rawUrl(place).orElseThrow());
        assertEquals("https://api.github.com/repos/o/r/contents/a%20b.md?ref=feature%2Fx", gitHub.contentsUrl(place));
        assertEquals("https://github.com/o/r.git", gitHub.cloneUrl(place));
        assertEquals("https://github.com/o/r/blob/feature%2Fx/a%20b.md", gitHub.webUrl(place));
        assertEquals("https://ghe.acme.com:8443/api/v3", enterprise.apiBaseUrl());
        assertEquals(Optional.empty(), enterprise.rawBaseUrl());
        assertEquals("ghe.acme.com:8443", enterprise.host());
    }

    // As Backstage's chooseEndpoint.
    @Test
    void readsFromTheRawServiceWithoutATokenAndFromTheApiWithOne() {
        GitHubIntegration withToken =
                GitHubIntegration.builder("github.com").token(Secret.of("t")).build();
        ScmUrl place = gitHub.parse("https://github.com/o/r/blob/main/a").orElseThrow();
        assertTrue(gitHub.fetchUrl(place).startsWith("https://raw.githubusercontent.com/"));
        assertTrue(withToken.fetchUrl(place).startsWith("https://api.github.com/"));
        ScmUrl inside =
                enterprise.parse("https://ghe.acme.com:8443/o/r/blob/main/a").orElseThrow();
        assertTrue(enterprise.fetchUrl(inside).startsWith("https://ghe.acme.com:8443/api/v3/"));
    }

    @Test
    void sameRepositoryWhateverTheBranchAndTheCase() {
        ScmUrl one = gitHub.parse("https://github.com/Acme/web/blob/main/a").orElseThrow();
        assertTrue(one.sameRepository(
                gitHub.parse("https://GitHub.com/acme/Web/tree/v1/b").orElseThrow()));
        assertFalse(one.sameRepository(
                gitHub.parse("https://github.com/acme/website/blob/main/a").orElseThrow()));
    }

    @Test
    void hostsAreHosts() {
        for (String bad :
                new String[] {"https://github.com", "github.com/x", "", "a b", "user@host", "h?x", "h#x", "h\\x"}) {
            assertThrows(IllegalArgumentException.class, () -> GitHubIntegration.builder(bad), bad);
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars("abcäø.-_+&?#%[]{}()'\"<>|^`~\\@:;=,!$* ")
                .ofMinLength(1)
                .ofMaxLength(8)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> String.join("/", names));
    }

    @Property
    void printingAndParsingAreInverse(@ForAll("paths") String path, @ForAll("paths") String ref) {
        ScmUrl root = gitHub.parse("https://github.com/o/r").orElseThrow();
        ScmUrl place = new ScmUrl(root.repository(), "o", "r", ScmUrl.View.BLOB, Optional.of(ref), path);
        assertEquals(Optional.of(place), gitHub.parse(gitHub.webUrl(place)));
    }

    @Property
    void relativeReferencesStayOnTheHost(@ForAll("paths") String target) {
        String resolved;
        try {
            resolved = gitHub.resolveUrl("./" + target, "https://github.com/o/r/blob/main/a/b.yaml");
        } catch (IllegalArgumentException noUrl) {
            return;
        }
        assertEquals("github.com", WebUrl.parse(resolved).orElseThrow().hostAndPort());
    }
}
