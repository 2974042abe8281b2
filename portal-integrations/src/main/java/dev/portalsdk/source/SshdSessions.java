package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.SshKey;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH sessions with one key, towards known servers only; nothing of the user's own configuration, keys or agent is read.
 *
 * <p>The only class that knows the artifact {@code org.eclipse.jgit.ssh.apache}, which need not be there.
 */
final class SshdSessions {
    private SshdSessions() {}

    /** @throws IllegalArgumentException if the key cannot be read; the message does not quote it */
    static SshSessionFactory factory(SshKey key) {
        List<KeyPair> keys = keys(key);
        List<KnownHostEntry> known = key.knownHosts().stream()
                .map(KnownHostEntry::parseKnownHostEntry)
                .filter(Objects::nonNull)
                .toList();
        File nowhere = new File(System.getProperty("java.io.tmpdir"), "portal-sdk-no-ssh-home");
        return new SshdSessionFactoryBuilder()
                .setPreferredAuthentications("publickey")
                .setHomeDirectory(nowhere)
                .setSshDirectory(nowhere)
                .setConfigStoreFactory((home, file, user) -> null)
                .setDefaultKeysProvider(directory -> keys)
                .setServerKeyDatabase((home, directory) -> new KnownServers(known))
                .setConnectorFactory(null)
                .build(null);
    }

    private static List<KeyPair> keys(SshKey key) {
        FilePasswordProvider passphrase =
                FilePasswordProvider.of(key.passphrase().map(Secret::reveal).orElse(""));
        byte[] text = (key.privateKey().reveal() + "\n").getBytes(StandardCharsets.UTF_8);
        List<KeyPair> keys = new ArrayList<>();
        try (ByteArrayInputStream in = new ByteArrayInputStream(text)) {
            Iterable<KeyPair> found =
                    SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("SSH key"), in, passphrase);
            if (found != null) {
                found.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("the SSH key cannot be read", e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("there is no SSH key in the text given for one");
        }
        return List.copyOf(keys);
    }

    private record KnownServers(List<KnownHostEntry> known) implements ServerKeyDatabase {
        @Override
        public List<PublicKey> lookup(String connectAddress, InetSocketAddress remote, Configuration config) {
            List<PublicKey> keys = new ArrayList<>();
            for (KnownHostEntry entry : known) {
                if (entry.isHostMatch(remote.getHostString(), remote.getPort())) {
                    resolve(entry, keys);
                }
            }
            return keys;
        }

        private static void resolve(KnownHostEntry entry, List<PublicKey> keys) {
            try {
                keys.add(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
            } catch (IOException | GeneralSecurityException e) {
                // A key of a kind that this platform does not know cannot be the server's.
            }
        }

        @Override
        public boolean accept(
                String connectAddress,
                InetSocketAddress remote,
                PublicKey serverKey,
                Configuration config,
                CredentialsProvider provider) {
            return lookup(connectAddress, remote, config).stream()
                    .anyMatch(key -> KeyUtils.compareKeys(key, serverKey));
        }
    }
}
