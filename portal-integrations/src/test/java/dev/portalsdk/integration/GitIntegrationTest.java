package dev.portalsdk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GitIntegrationTest {
    private static Config config(String item) {
        return Config.builder()
                .value("test", (Value.Obj) Value.parseJson("{\"integrations\":{\"git\":[" + item + "]}}"))
                .environment(Map.of())
                .build();
    }

    @Test
    void repositoriesEndInGit() {
        GitIntegration host = GitIntegration.builder("git.acme.example").build();
        ScmUrl place = host.parse("https://git.acme.example/team/a/web.git/blob/main/docs/x.md")
                .orElseThrow();
        assertEquals("team/a/web", place.slug());
        assertEquals("docs/x.md", place.path());
        assertEquals(Optional.of("main"), place.ref());
        assertEquals("https://git.acme.example/team/a/web.git", host.cloneUrl(place));
        assertEquals("https://git.acme.example/team/a/web.git/blob/main/docs/x.md", host.webUrl(place));
        assertEquals(Optional.empty(), host.parse("https://git.acme.example/team/web/blob/main/x"));
        assertEquals(
                "https://git.acme.example/team/a/web.git/blob/main/y.md",
                host.resolveUrl("/y.md", "https://git.acme.example/team/a/web.git/blob/main/docs/x.md"));
    }

    @Test
    void withAKeyRepositoriesAreClonedOverSsh() {
        ScmIntegration host = Integrations.of(config(
                        "{\"host\":\"git.acme.example:8443\",\"username\":\"portal\",\"sshPrivateKey\":\"hunter2\","
                                + "\"sshKnownHosts\":\"git.acme.example ssh-ed25519 AAAA\"}"))
                .byHost("git.acme.example:8443")
                .orElseThrow();
        ScmUrl place = host.parse("https://git.acme.example:8443/team/web.git").orElseThrow();
        assertEquals("ssh://portal@git.acme.example/team/web.git", host.cloneUrl(place));
        assertEquals(
                List.of("git.acme.example ssh-ed25519 AAAA"),
                host.access().ssh().orElseThrow().knownHosts());
        assertFalse(host.toString().contains("hunter2"));
        assertFalse(host.access().toString().contains("hunter2"));
    }

    @Test
    void keysNeedKnownHosts() {
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> Integrations.of(config("{\"host\":\"git.acme.example\",\"sshPrivateKey\":\"x\"}")));
        assertTrue(e.getMessage().contains("sshKnownHosts"), e.getMessage());
        assertThrows(
                ConfigException.class,
                () -> Integrations.of(config("{\"host\":\"git.acme.example\",\"cloneBaseUrl\":\"file:///etc\"}")));
        assertThrows(IllegalArgumentException.class, () -> GitIntegration.builder("a.example")
                .cloneBaseUrl("ssh://-oProxyCommand=x/y z"));
    }
}
