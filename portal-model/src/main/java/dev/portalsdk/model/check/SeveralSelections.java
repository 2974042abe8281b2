package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The files of several selections, each once. */
record SeveralSelections(List<FileSelection> selections) implements FileSelection {
    @Override
    public List<Path> files(List<Diagnostic> findings) {
        return selections.stream()
                .flatMap(selection -> selection.files(findings).stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public FileSelection named(List<String> fileNames) {
        return new SeveralSelections(
                selections.stream().map(selection -> selection.named(fileNames)).toList());
    }

    @Override
    public String toString() {
        return selections.stream().map(FileSelection::toString).collect(Collectors.joining(", no "));
    }
}
