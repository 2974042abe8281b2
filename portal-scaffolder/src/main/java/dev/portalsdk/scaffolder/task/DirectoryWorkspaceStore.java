package dev.portalsdk.scaffolder.task;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** See {@link WorkspaceStore#in(Path)}: {@code <directory>/<task>/<version>.workspace}. */
final class DirectoryWorkspaceStore implements WorkspaceStore {
    private static final String SUFFIX = ".workspace";

    private final Path directory;
    private final OptionalLong maxBytes;

    DirectoryWorkspaceStore(Path directory, OptionalLong maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    @Override
    public OptionalLong maxBytes() {
        return maxBytes;
    }

    @Override
    public void save(String taskId, String version, Path archive) throws IOException {
        Path target = file(taskId, version);
        Files.createDirectories(directory.resolve(taskId));
        DurableFiles.copy(archive, target);
    }

    @Override
    public Optional<InputStream> open(String taskId, String version) throws IOException {
        try {
            return Optional.of(Files.newInputStream(file(taskId, version)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void retain(String taskId, Set<String> versions) throws IOException {
        Path folder = directory.resolve(DurableFiles.name(taskId));
        Set<String> kept = new HashSet<>();
        versions.forEach(version -> kept.add(version + SUFFIX));
        for (Path file : list(folder)) {
            if (!kept.contains(file.getFileName().toString())) {
                Files.deleteIfExists(file);
            }
        }
        if (versions.isEmpty()) {
            Files.deleteIfExists(folder);
        }
    }

    @Override
    public Set<String> taskIds() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Path folder : list(directory)) {
            ids.add(folder.getFileName().toString());
        }
        return ids;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private Path file(String taskId, String version) {
        return directory.resolve(DurableFiles.name(taskId)).resolve(DurableFiles.name(version) + SUFFIX);
    }
}
