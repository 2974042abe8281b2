package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/** Which files to check. Its text form says what was looked for: {@code catalog-info.yaml under x}. */
interface FileSelection {

    /**
     * The files, sorted, each once.
     *
     * @param findings takes what goes wrong while looking for them
     */
    List<Path> files(List<Diagnostic> findings);

    /** The selection that looks for files of these names. */
    FileSelection named(List<String> fileNames);
}
