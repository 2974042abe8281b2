package dev.portalsdk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitLabIntegrationTest {
    private static final GitLabIntegration GITLAB =
            GitLabIntegration.builder("gitlab.com").token(Secret.of("hunter2")).build();

    @ParameterizedTest
    @CsvSource({
        "https://gitlab.com/acme/web, acme, web, REPOSITORY, '', ''",
        "https://gitlab.com/acme/web.git, acme, web, REPOSITORY, '', ''",
        "https://gitlab.com/acme/a/b/web, acme/a/b, web, REPOSITORY, '', ''",
        "https://gitlab.com/acme/a/b/web/-/blob/main/docs/a%20b.md, acme/a/b, web, BLOB, main, docs/a b.md",
        "https://gitlab.com/acme/web/-/tree/feature%2Fx, acme, web, TREE, feature/x, ''",
        "https://gitlab.com/acme/web/-/raw/main/a, acme, web, RAW, main, a",
        "https://gitlab.com/acme/web/blob/main/a, acme, web, BLOB, main, a",
        "https://gitlab.com/acme/sub/web/tree/main/a, acme/sub, web, TREE, main, a",
    })
    void takesUrlsApart(String url, String owner, String name, ScmUrl.View view, String ref, String path) {
        ScmUrl place = GITLAB.parse(url).orElseThrow();
        assertEquals(owner, place.owner());
        assertEquals(name, place.name());
        assertEquals(view, place.view());
        assertEquals(Optional.of(ref).filter(text -> !text.isEmpty()), place.ref());
        assertEquals(path, place.path());
        assertEquals(
                "https://gitlab.com/" + owner + "/" + name, place.repository().toString());
        assertEquals(place, GITLAB.parse(GITLAB.webUrl(place)).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gitlab.com/",
                "https://gitlab.com/acme",
                "https://gitlab.com/acme/web/-/issues/7",
                "https://gitlab.com/acme/web/-/blob",
                "https://gitlab.com/acme/..%2f..%2fx/-/blob/main/a",
                "https://gitlab.com/acme/web/-/blob/main/a%2f..%2f..%2fb",
                "https://example.com/acme/web"
            })
    void otherUrlsAreNone(String url) {
        assertEquals(Optional.empty(), GITLAB.parse(url));
    }

    @Test
    void projectsAreNamedByTheirPath() {
        ScmUrl place = GITLAB.parse("https://gitlab.com/acme/sub/web/-/blob/feature%2Fx/docs/a%20b+c.md")
                .orElseThrow();
        ScmApi api = GITLAB.access().api().orElseThrow();
        assertEquals(
                "https://gitlab.com/api/v4/projects/acme%2Fsub%2Fweb/repository/files/docs%2Fa%20b+c.md/raw?ref=feature%2Fx",
                api.file(place, true).url());
        assertEquals(
                "https://gitlab.com/api/v4/projects/acme%2Fsub%2Fweb/repository/commits/feature%2Fx?stats=false",
                api.commit(place).url());
        assertEquals(
                "https://gitlab.com/api/v4/projects/acme%2Fsub%2Fweb/repository/archive.tar.gz?sha=abc",
                api.archive(place, "abc", false).orElseThrow().url());
        assertEquals("https://gitlab.com/acme/sub/web.git", GITLAB.cloneUrl(place));
        assertEquals(Optional.of("0a"), api.commitId("{\"id\":\"0a\"}"));
        assertEquals(Optional.empty(), api.commitId("<html>"));
    }

    @Test
    void referencesKeepTheViewAndStartAtTheRootWithASlash() {
        String base = "https://gitlab.com/acme/sub/web/-/blob/main/docs/catalog-info.yaml";
        assertEquals("https://gitlab.com/acme/sub/web/-/blob/main/docs/a.md", GITLAB.resolveUrl("./a.md", base));
        assertEquals("https://gitlab.com/acme/sub/web/-/blob/main/a.md", GITLAB.resolveUrl("/a.md", base));
        assertEquals("https://gitlab.com/acme/sub/web/-/edit/main/docs/catalog-info.yaml", GITLAB.editUrl(base));
        assertEquals("https://gitlab.com/acme/web/-/issues", GITLAB.editUrl("https://gitlab.com/acme/web/-/issues"));
    }

    @Test
    void serversBelowAPath() {
        Config config = Config.builder()
                .value(
                        "test",
                        (Value.Obj)
                                Value.parseJson(
                                        "{\"integrations\":{\"gitlab\":[{\"host\":\"git.acme.example\",\"baseUrl\":\"https://git.acme.example/gitlab\"}]}}"))
                .environment(Map.of())
                .build();
        ScmIntegration host = Integrations.of(config).byHost("git.acme.example").orElseThrow();
        ScmUrl place = host.parse("https://git.acme.example/gitlab/acme/web/-/tree/main/x")
                .orElseThrow();
        assertEquals("acme/web", place.slug());
        assertEquals("https://git.acme.example/gitlab/acme/web.git", host.cloneUrl(place));
        assertEquals(
                "https://git.acme.example/gitlab/api/v4/projects/acme%2Fweb/repository/commits/main?stats=false",
                host.access().api().orElseThrow().commit(place).url());
        assertEquals(Optional.empty(), host.parse("https://git.acme.example/acme/web"));
    }

    @Test
    void tokensDoNotPrint() {
        assertFalse(GITLAB.toString().contains("hunter2"));
    }
}
