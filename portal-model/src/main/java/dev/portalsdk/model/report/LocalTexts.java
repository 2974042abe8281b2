package dev.portalsdk.model.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** See {@link SourceTexts#files()}. */
enum LocalTexts implements SourceTexts {
    INSTANCE;

    private static final long MAX_BYTES = 64L << 20;

    @Override
    public Optional<String> text(String source) throws IOException {
        try {
            Path file = Path.of(source);
            boolean readable = Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES;
            return readable
                    ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
