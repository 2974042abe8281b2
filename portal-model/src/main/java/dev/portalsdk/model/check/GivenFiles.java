package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Files that a caller named one by one. */
final class GivenFiles implements FileSelection {
    private final List<Path> files;

    GivenFiles(Collection<Path> files) {
        this.files = files.stream().map(Path::normalize).distinct().sorted().toList();
    }

    @Override
    public List<Path> files(List<Diagnostic> findings) {
        return files;
    }

    @Override
    public FileSelection named(List<String> fileNames) {
        return this;
    }

    @Override
    public String toString() {
        return "file was given";
    }
}
