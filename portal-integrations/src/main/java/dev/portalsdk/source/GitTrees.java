package dev.portalsdk.source;

import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.SshKey;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Directories of Git repositories, fetched over HTTP or SSH without their history.
 *
 * <p>One connection lists the branches and, if the commit is not the one the caller has, fetches that commit alone. It goes
 * into JGit's in-memory repository: no temporary files, no settings of the user or the machine, none of the time stamp
 * measurements that JGit makes on file systems; and the files of a result can be read as long as it is referenced, without
 * anything to close. (That repository is in a package JGit calls internal; it has been there unchanged for ten years.) What
 * is transferred is limited by {@link ReadOptions#maxTreeBytes()}, so that memory is.
 */
final class GitTrees {
    private final ReadRules rules;
    private final Retries retries;
    private final Pause pause;

    GitTrees(ReadRules rules, Retries retries, Pause pause) {
        this.rules = rules;
        this.retries = retries;
        this.pause = pause;
    }

    /**
     * What to fetch.
     *
     * @param shown the URL in messages and results
     * @param ref a branch, tag or commit; absent means the default branch
     * @param directory within the repository; empty for its root
     * @param user whom Git says to be, with the token
     * @param ssh the key, if the clone URL is one of SSH
     * @param optional whether a directory that is not there gives no files, instead of a failure
     * @param fileUrl makes the URL of a file from its path in the repository
     */
    record Request(
            String shown,
            String cloneUrl,
            Optional<String> ref,
            String directory,
            boolean optional,
            String user,
            Optional<Secret> token,
            Optional<SshKey> ssh,
            Function<String, String> fileUrl,
            ReadOptions options) {}

    /** Fetches what is asked for; connections that break are tried again. */
    TreeResult read(Request request) throws IOException {
        for (int made = 1; ; made++) {
            Optional<Duration> next = retries.pause(made);
            try {
                return fetch(request);
            } catch (HttpFetch.BrokenConnectionException e) {
                if (next.isEmpty() || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            pause.sleep(next.get(), request.shown());
        }
    }

    private TreeResult fetch(Request request) throws IOException {
        Repository repository = new InMemoryRepository(new DfsRepositoryDescription("portal"));
        try (Transport transport = open(repository, request);
                FetchConnection connection = transport.openFetch(wanted(request.ref()))) {
            Ref tip = tip(connection, request);
            Optional<String> commit = Optional.of(commit(tip));
            if (request.options().etag().equals(commit)) {
                return new TreeResult.NotModified(commit);
            }
            connection.fetch(new Deadline(request), List.of(tip), Set.of());
            return new TreeResult.Tree(request.shown(), files(repository, tip, request), commit);
        } catch (TransportException | URISyntaxException e) {
            throw failure(request, e);
        }
    }

    private Transport open(Repository repository, Request request) throws IOException, URISyntaxException {
        Transport transport = Transport.open(repository, new URIish(request.cloneUrl()));
        transport.setDepth(1);
        transport.setTimeout((int) Math.max(
                1,
                Math.min(Integer.MAX_VALUE / 1000, request.options().timeout().toSeconds())));
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(new CheckedGitConnections(
                    request.shown(), rules, request.options().maxTreeBytes()));
        } else if (transport instanceof SshTransport ssh && request.ssh().isPresent()) {
            rules.requireHost(request.shown(), transport.getURI().getHost());
            ssh.setSshSessionFactory(sessions(request.shown(), request.ssh().get()));
        } else {
            transport.close();
            throw new SourceException(
                    request.shown(), "its clone URL is neither a web address nor one of SSH with a key");
        }
        request.token()
                .ifPresent(token -> transport.setCredentialsProvider(
                        new UsernamePasswordCredentialsProvider(request.user(), token.reveal())));
        return transport;
    }

    private static SshSessionFactory sessions(String shown, SshKey key) throws SourceException {
        try {
            return SshSessions.of(key);
        } catch (IllegalStateException e) {
            throw new SourceException(shown, String.valueOf(e.getMessage()), e);
        }
    }

    private static List<RefSpec> wanted(Optional<String> ref) {
        return ref.map(name -> List.of(new RefSpec("refs/heads/" + name), new RefSpec("refs/tags/" + name)))
                .orElse(List.of(new RefSpec("HEAD")));
    }

    private static Ref tip(FetchConnection connection, Request request) throws SourceException {
        String name = request.ref().orElse("HEAD");
        for (String candidate :
                request.ref().isPresent() ? List.of("refs/heads/" + name, "refs/tags/" + name) : List.of(name)) {
            Ref found = connection.getRef(candidate);
            if (found != null && found.getObjectId() != null) {
                return found;
            }
        }
        if (ObjectId.isId(name)) {
            return new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, name, ObjectId.fromString(name));
        }
        throw new NotFoundException(
                request.shown(),
                request.ref().isPresent()
                        ? "there is no branch, tag or commit \"" + name + "\""
                        : "the repository is empty");
    }

    private static String commit(Ref tip) {
        ObjectId peeled = tip.getPeeledObjectId();
        return (peeled != null ? peeled : tip.getObjectId()).name();
    }

    private static List<SourceFile> files(Repository repository, Ref tip, Request request) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        TreeLimits limits = new TreeLimits(request.shown(), request.options());
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk revisions = new RevWalk(reader);
                TreeWalk walk = new TreeWalk(reader)) {
            Optional<ObjectId> start = directory(reader, revisions.parseTree(tip.getObjectId()), request);
            if (start.isPresent()) {
                walk.addTree(start.get());
                walk.setRecursive(true);
                while (walk.next()) {
                    if (isWanted(walk, request)) {
                        GitFile file = file(repository, reader, walk, request);
                        limits.add(file.size());
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }

    /** Links and submodules are not. */
    private static boolean isWanted(TreeWalk walk, Request request) {
        FileMode mode = walk.getFileMode();
        return (mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE))
                && request.options().filter().test(walk.getPathString());
    }

    private static GitFile file(Repository repository, ObjectReader reader, TreeWalk walk, Request request)
            throws IOException {
        ObjectId id = walk.getObjectId(0);
        return new GitFile(
                walk.getPathString(),
                request.fileUrl().apply(join(request.directory(), walk.getPathString())),
                reader.getObjectSize(id, Constants.OBJ_BLOB),
                walk.getFileMode().equals(FileMode.EXECUTABLE_FILE),
                repository,
                id,
                request.options().maxFileBytes());
    }

    private static Optional<ObjectId> directory(ObjectReader reader, RevTree root, Request request) throws IOException {
        if (request.directory().isEmpty()) {
            return Optional.of(root);
        }
        try (TreeWalk walk = TreeWalk.forPath(reader, request.directory(), root)) {
            if (walk != null && walk.getFileMode().equals(FileMode.TREE)) {
                return Optional.of(walk.getObjectId(0));
            }
            if (request.optional()) {
                return Optional.empty();
            }
            String what = walk == null ? "there is no directory \"" : "it is a file, not a directory: \"";
            throw new NotFoundException(request.shown(), what + request.directory() + "\"");
        }
    }

    private static String join(String directory, String path) {
        return directory.isEmpty() ? path : directory + "/" + path;
    }

    /** JGit tells most failures apart only by their text. */
    private static IOException failure(Request request, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SourceException known) {
                return known;
            }
        }
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedIOException("interrupted while reading " + request.shown());
        }
        String text = String.valueOf(e.getMessage());
        if (e instanceof NoRemoteRepositoryException) {
            return new NotFoundException(request.shown(), "there is no such repository, or the token may not see it");
        }
        if (text.contains("not authorized") || text.contains("uthentication") || text.contains("not permitted")) {
            return new CredentialsRejectedException(
                    request.shown(),
                    request.token().isPresent()
                            ? "Git refuses the token"
                            : "there is no such repository, or it wants a token under integrations");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException || cause instanceof EOFException) {
                return new HttpFetch.BrokenConnectionException(request.shown(), text, e);
            }
        }
        boolean passing = text.matches("(?s).*: 50[0234] .*") || text.contains("429 ");
        return passing
                ? new HttpFetch.BrokenConnectionException(request.shown(), text, e)
                : new SourceException(request.shown(), text, e);
    }

    /** Ends a transfer that takes too long or whose thread is interrupted. */
    private static final class Deadline extends EmptyProgressMonitor {
        private final Instant end;

        Deadline(Request request) {
            this.end = Instant.now().plus(request.options().timeout().multipliedBy(10));
        }

        @Override
        public boolean isCancelled() {
            return Thread.currentThread().isInterrupted() || Instant.now().isAfter(end);
        }
    }

    private record GitFile(
            String path, String url, long size, boolean executable, Repository repository, ObjectId id, long maxBytes)
            implements SourceFile {
        @Override
        public byte[] bytes() throws IOException {
            if (size > maxBytes) {
                throw new TooLargeException(url, "it is larger than " + maxBytes + " bytes");
            }
            return repository.open(id).getBytes();
        }

        @Override
        public String toString() {
            return url + " (" + size + " bytes)";
        }
    }
}
