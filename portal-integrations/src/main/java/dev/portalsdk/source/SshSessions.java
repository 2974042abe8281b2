package dev.portalsdk.source;

import dev.portalsdk.integration.SshKey;
import org.eclipse.jgit.transport.SshSessionFactory;

/**
 * Sessions for Git over SSH, as JGit's commands take them ({@code SshTransport.setSshSessionFactory}): with one key, towards known servers only.
 * Nothing of the user's own configuration, keys or agent is read.
 *
 * <p>Takes the artifact {@code org.eclipse.jgit:org.eclipse.jgit.ssh.apache}, which a host that uses SSH adds.
 */
public final class SshSessions {
    private SshSessions() {}

    /**
     * Sessions with a key.
     *
     * @throws IllegalStateException if the artifact is not there
     * @throws IllegalArgumentException if the key cannot be read; the message does not quote it
     */
    public static SshSessionFactory of(SshKey key) {
        try {
            return SshdSessions.factory(key);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Git over SSH needs the artifact org.eclipse.jgit:org.eclipse.jgit.ssh.apache", e);
        }
    }
}
