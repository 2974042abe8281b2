package dev.portalsdk.scaffolder.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.integration.GitIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.SshKey;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.TestAction;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.transport.ReceivePack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pushing over SSH, to a real SSH server on loopback. */
@Timeout(120)
class PublishGitOverSshTest {
    private final FakeForge forge = FakeForge.start();
    private final AtomicInteger toCutOff = new AtomicInteger();
    private ForgeRepository web;
    private KeyPair hostKey;
    private KeyPair userKey;
    private SshServer server;

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        hostKey = generator.generateKeyPair();
        userKey = generator.generateKeyPair();
        web = forge.createRepository("team/web", Map.of());
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
                    if (!getCommand().equals("git-receive-pack '/team/web.git'")) {
                        onExit(1, getCommand());
                        return;
                    }
                    if (toCutOff.getAndDecrement() > 0) {
                        channel.getSession().close(true);
                        return;
                    }
                    new ReceivePack(web.git()).receive(getInputStream(), getOutputStream(), getErrorStream());
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

    private String address() {
        return "ssh://git@127.0.0.1:" + server.getPort();
    }

    private TaskState push(String remoteUrl, KeyPair key, KeyPair knownHost) throws InterruptedException {
        String known = "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(knownHost.getPublic());
        Integrations integrations = Integrations.builder()
                .add(GitIntegration.builder("git.acme.example")
                        .cloneBaseUrl(address())
                        .ssh(new SshKey(Secret.of(pem(key)), Optional.empty(), List.of(known)))
                        .build())
                .build();
        try (Scaffolder scaffolder = Scaffolder.builder()
                .retryEffectsAfter(List.of(Duration.ofMillis(10)))
                .action(new PublishGitAction(integrations))
                .action(TestAction.local("test:file", (input, context) -> {
                    Files.writeString(context.workspace().resolve("README.md"), "over ssh");
                    return Value.Obj.empty();
                }))
                .build()) {
            return scaffolder
                    .submit(TaskRequest.builder(Templates.withSteps("""
                                    - {id: f, action: test:file}
                                    - {id: push, action: publish:git, input: {remoteUrl: '%s'}}
                                    """.formatted(remoteUrl)))
                            .build())
                    .orThrow()
                    .await(Duration.ofSeconds(60));
        }
    }

    @Test
    void pushesByTheWebAddressOfTheHostAndByThatOfSsh() throws Exception {
        for (String url : List.of("https://git.acme.example/team/web.git", address() + "/team/web.git")) {
            web = forge.createRepository("team/web" + url.length(), Map.of());
            TaskState state = push(url, userKey, hostKey);

            assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
            assertEquals(Map.of("README.md", "over ssh"), web.files("main"));
            assertEquals(
                    web.commitOf("main"),
                    state.step("push").orElseThrow().output().string("commitHash"));
        }
    }

    @Test
    void connectionThatBreaksIsTriedAgain() throws Exception {
        toCutOff.set(1);

        TaskState state = push("https://git.acme.example/team/web.git", userKey, hostKey);

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertTrue(toCutOff.get() < 0, "it was cut off");
        assertEquals(Map.of("README.md", "over ssh"), web.files("main"));
    }

    @Test
    void anotherKeyIsRefusedAndAnotherServerIsNotTalkedTo() throws Exception {
        String url = "https://git.acme.example/team/web.git";
        for (TaskState state : List.of(push(url, hostKey, hostKey), push(url, userKey, userKey))) {
            assertEquals(TaskStatus.FAILED, state.status());
            assertTrue(state.error().orElseThrow().contains("push to"), state::toString);
        }
        assertEquals(Map.of(), web.files("main"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh://root@127.0.0.1:PORT/team/web.git",
                "ssh://git@127.0.0.1:1PORT/team/web.git",
                "ssh://git@127.0.0.1:PORT/../etc/web.git",
                "ssh://git@127.0.0.1:PORT",
                "ssh://git:pw@127.0.0.1:PORT/team/web.git",
                "ssh://evil.example/a.git",
                "git@127.0.0.1:team/web.git"
            })
    void otherAddressesAreNotPushedTo(String url) throws Exception {
        TaskState state = push(url.replace("PORT", String.valueOf(server.getPort())), userKey, hostKey);

        assertEquals(TaskStatus.FAILED, state.status());
        assertTrue(
                state.error().orElseThrow().contains("nothing is pushed there")
                        || state.error().orElseThrow().contains("remoteUrl must be"),
                state::toString);
    }

    @Test
    void pushThatWouldLoseCommitsIsRejected() throws Exception {
        web.commit(Map.of("other.txt", "of somebody else"));

        TaskState state = push("https://git.acme.example/team/web.git", userKey, hostKey);

        assertEquals(TaskStatus.FAILED, state.status());
        assertTrue(state.error().orElseThrow().contains("REJECTED_NONFASTFORWARD"), state::toString);
        assertEquals(Map.of("other.txt", "of somebody else"), web.files("main"));
    }
}
