package dev.portalsdk.techdocs;

import dev.portalsdk.model.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a {@link Preparer} answers. */
public sealed interface Preparation {

    /**
     * The source lies in a folder. Close it when the site is generated.
     *
     * @param directory the folder that holds {@code mkdocs.yml}
     * @param etag the version of the source, when it has one
     * @param editUrl where its files are edited, with <code>{path}</code> in place of a path below the folder
     * @param cleanup removes what was made for this preparation alone
     */
    record Prepared(Path directory, Optional<String> etag, Optional<String> editUrl, Cleanup cleanup)
            implements Preparation, AutoCloseable {

        /** A folder that was there before and stays. */
        public static Prepared inPlace(Path directory, Optional<String> etag) {
            return new Prepared(directory, etag, Optional.empty(), () -> {});
        }

        @Override
        public void close() throws IOException {
            cleanup.run();
        }
    }

    /** Removes the traces of a preparation. */
    @FunctionalInterface
    interface Cleanup {
        /** @throws IOException if something stays behind */
        void run() throws IOException;
    }

    /** The source is what it was when it had the known version. */
    record NotModified() implements Preparation {}

    /** The entity does not say where its documentation is, or says it wrongly. */
    record Rejected(List<Diagnostic> findings) implements Preparation {
        public Rejected {
            findings = List.copyOf(findings);
        }
    }
}
