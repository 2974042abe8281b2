package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.GitIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.SshKey;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.transport.UploadPack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Git over SSH, against a real SSH server on loopback. */
@Timeout(120)
class GitOverSshTest {
    private final FakeForge forge = FakeForge.start();
    private KeyPair hostKey;
    private KeyPair userKey;
    private SshServer server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        hostKey = generator.generateKeyPair();
        userKey = generator.generateKeyPair();
        ForgeRepository web = forge.createRepository("acme/web", Map.of("catalog-info.yaml", "over ssh"));
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(session -> List.of(hostKey));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("git") && KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setCommandFactory((channel, command) -> new AbstractCommandSupport(command, null) {
            @Override
            public void run() {
                try {
                    assertEquals("git-upload-pack '/acme/web.git'", getCommand());
                    new UploadPack(web.git()).upload(getInputStream(), getOutputStream(), getErrorStream());
                    onExit(0);
                } catch (IOException e) {
                    onExit(1, e.toString());
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
        forge.close();
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private UrlReader reader(KeyPair key, KeyPair knownHost) {
        String known = "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(knownHost.getPublic());
        return UrlReaders.builder()
                .connections(HostConnections.builder()
                        .integrations(Integrations.builder()
                                .add(GitIntegration.builder("git.acme.example")
                                        .cloneBaseUrl("ssh://git@127.0.0.1:" + server.getPort())
                                        .ssh(new SshKey(Secret.of(pem(key)), Optional.empty(), List.of(known)))
                                        .build())
                                .build())
                        .retries(1, Duration.ZERO)
                        .build())
                .build();
    }

    @Test
    void readsWithAKeyFromAKnownHostOnly() throws IOException {
        String url = "https://git.acme.example/acme/web.git/blob/main/catalog-info.yaml";
        assertEquals("over ssh", reader(userKey, hostKey).read(url).text());
        assertThrows(SourceException.class, () -> reader(hostKey, hostKey).read(url), "another key");
        assertThrows(SourceException.class, () -> reader(userKey, userKey).read(url), "another server");
    }
}
