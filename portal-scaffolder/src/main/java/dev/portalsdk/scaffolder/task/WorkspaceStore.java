package dev.portalsdk.scaffolder.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Keeps workspaces of tasks, each as one file, so that another worker can go on where one was lost. Called by many threads, of many nodes if it is
 * shared.
 */
public interface WorkspaceStore {

    /** A store in a directory, which many nodes may share. It is made if it is not there. */
    static WorkspaceStore in(Path directory) {
        return new DirectoryWorkspaceStore(directory, OptionalLong.empty());
    }

    /**
     * A store in a directory that takes no workspace larger than this; tasks with larger ones are pinned to their node.
     *
     * @param maxBytes of a workspace as it is kept
     */
    static WorkspaceStore in(Path directory, long maxBytes) {
        return new DirectoryWorkspaceStore(directory, OptionalLong.of(maxBytes));
    }

    /** The largest that it takes, in bytes; empty if that does not matter. */
    OptionalLong maxBytes();

    /**
     * Keeps a workspace under a new version; what is kept is durable when this returns.
     *
     * @param version of letters, digits and dashes
     * @param archive a file of the caller's, which stays
     */
    void save(String taskId, String version, Path archive) throws IOException;

    /** The bytes of a version; empty if it is not kept. To be closed. */
    Optional<InputStream> open(String taskId, String version) throws IOException;

    /** Drops every version of a task but these. */
    void retain(String taskId, Set<String> versions) throws IOException;

    /** The tasks of which something is kept. */
    Set<String> taskIds() throws IOException;
}
