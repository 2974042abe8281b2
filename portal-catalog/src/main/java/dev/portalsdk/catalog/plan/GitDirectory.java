package dev.portalsdk.catalog.plan;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The repository that a directory is in.
 *
 * @param gitDir where Git keeps it
 * @param below the directory's path in the work tree; empty for its root, and for a repository without one
 */
record GitDirectory(File gitDir, String below) {

    static Optional<GitDirectory> find(Path directory) throws IOException {
        Path real = directory.toRealPath();
        FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
        File found = builder.getGitDir();
        if (found == null) {
            return Optional.empty();
        }
        try (Repository repository =
                new FileRepositoryBuilder().setGitDir(found).build()) {
            String below = repository.isBare()
                    ? ""
                    : repository
                            .getWorkTree()
                            .toPath()
                            .toRealPath()
                            .relativize(real)
                            .toString();
            return Optional.of(new GitDirectory(found, below.replace('\\', '/')));
        }
    }

    Repository open() throws IOException {
        return new FileRepositoryBuilder().setGitDir(gitDir).setMustExist(true).build();
    }
}
