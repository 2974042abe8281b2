package dev.portalsdk.scaffolder.action.internal;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.SshKey;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.source.SshSessions;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** A repository elsewhere and how to get in: with a password over HTTP, or with a key over SSH. */
public final class GitRemote {
    private static final int TIMEOUT_SECONDS = 120;

    private final String url;
    private final Optional<CredentialsProvider> password;
    private final Optional<SshSessionFactory> sessions;

    private GitRemote(String url, Optional<CredentialsProvider> password, Optional<SshSessionFactory> sessions) {
        this.url = url;
        this.password = password;
        this.sessions = sessions;
    }

    /** Over HTTP. */
    public static GitRemote http(String url, String user, Secret password) {
        return new GitRemote(
                url, Optional.of(new UsernamePasswordCredentialsProvider(user, password.reveal())), Optional.empty());
    }

    /**
     * Over SSH.
     *
     * @throws IllegalStateException if an artifact is not there that this takes
     * @throws IllegalArgumentException if the key cannot be read
     */
    public static GitRemote ssh(String url, SshKey key) {
        return new GitRemote(url, Optional.empty(), Optional.of(SshSessions.of(key)));
    }

    /** Its URL. */
    String url() {
        return url;
    }

    /** The command, with what it takes to get in. */
    <C extends TransportCommand<?, ?>> C reach(C command) {
        password.ifPresent(command::setCredentialsProvider);
        sessions.ifPresent(factory -> command.setTransportConfigCallback(transport -> {
            if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(factory);
            }
        }));
        command.setTimeout(TIMEOUT_SECONDS);
        return command;
    }

    /**
     * Pushes to a branch.
     *
     * @param what the local side, {@code refs/heads/main} or a commit; with a {@code +} before it if what is there may be lost
     * @throws ScaffolderException if the remote refuses
     * @throws IOException if nobody knows whether it was obeyed
     */
    void push(Git git, String what, String branch) throws IOException {
        try {
            Iterable<PushResult> results = reach(
                            git.push().setRemote(url).setRefSpecs(new RefSpec(what + ":refs/heads/" + branch)))
                    .call();
            for (PushResult result : results) {
                for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                    requireTaken(branch, update);
                }
            }
        } catch (GitAPIException e) {
            throw failure("push to", e);
        }
    }

    private void requireTaken(String branch, RemoteRefUpdate update) {
        boolean taken = update.getStatus() == RemoteRefUpdate.Status.OK
                || update.getStatus() == RemoteRefUpdate.Status.UP_TO_DATE;
        if (!taken) {
            String reason = Optional.ofNullable(update.getMessage())
                    .map(text -> ", " + text)
                    .orElse("");
            throw new ScaffolderException(
                    "The remote " + url + " did not take the branch " + branch + ": " + update.getStatus() + reason);
        }
    }

    /** Whether trying again may help: the remote could not be asked, and has not refused. */
    IOException failure(String what, GitAPIException e) {
        String text = "Cannot " + what + " " + url + ": " + e.getMessage();
        String message = String.valueOf(e.getMessage());
        boolean refused = !(e instanceof TransportException)
                || e.getCause() instanceof NoRemoteRepositoryException
                || message.contains("not authorized")
                || message.contains("not permitted on")
                || message.contains("Authentication is required")
                || message.contains("Cannot log in"); // over SSH, with this key
        if (refused) {
            throw new ScaffolderException(text, e);
        }
        return new IOException(text, e);
    }
}
