package dev.portalsdk.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads configuration files within limits on their size, their number and their sum. For one load, by one thread. */
final class ConfigFiles {
    static final int MAX_FILE_BYTES = 4 << 20;
    static final int MAX_FILES = 500;
    static final int MAX_TOTAL_BYTES = 32 << 20;
    static final int MAX_INCLUDE_DEPTH = 16;

    private int files;
    private long bytes;

    /** @throws ConfigReadException if the file cannot be read or a limit is passed */
    byte[] read(Path file) {
        files++;
        if (files > MAX_FILES) {
            throw new ConfigReadException(
                    "more than " + MAX_FILES + " files are included; the limit protects against loops");
        }
        byte[] content = readLimited(file);
        bytes += content.length;
        if (bytes > MAX_TOTAL_BYTES) {
            throw new ConfigReadException(
                    "the configuration files are larger than " + MAX_TOTAL_BYTES + " bytes together");
        }
        return content;
    }

    private static byte[] readLimited(Path file) {
        if (Files.isDirectory(file)) {
            throw new ConfigReadException(file + " is a directory, not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(in.readNBytes(MAX_FILE_BYTES + 1));
            if (content.size() > MAX_FILE_BYTES) {
                throw new ConfigReadException(file + " is larger than " + MAX_FILE_BYTES + " bytes");
            }
            return content.toByteArray();
        } catch (NoSuchFileException missing) {
            throw new ConfigReadException(file + " does not exist");
        } catch (IOException e) {
            throw new ConfigReadException(file + " cannot be read: " + e);
        }
    }

    /** A file being read, for relative paths and for cycles. */
    record Origin(Path file, List<String> including) {
        static Origin of(Path file) {
            return new Origin(file, List.of(file.toAbsolutePath().normalize().toString()));
        }

        Path resolve(String target) {
            Path parent = file.toAbsolutePath().getParent();
            return (parent == null ? Path.of(target) : parent.resolve(target)).normalize();
        }

        /** @throws ConfigReadException if the target is being included already, or too deep */
        Origin include(Path target, String fragment) {
            String id = fragment.isEmpty() ? target.toString() : target + "#" + fragment;
            if (including.contains(id)) {
                throw new ConfigReadException("$include forms a cycle: " + String.join(" → ", including) + " → " + id);
            }
            if (including.size() > MAX_INCLUDE_DEPTH) {
                throw new ConfigReadException("$include is nested deeper than " + MAX_INCLUDE_DEPTH + " files");
            }
            return new Origin(
                    target, Stream.concat(including.stream(), Stream.of(id)).toList());
        }
    }

    /** A mistake whose place the caller knows. */
    static final class ConfigReadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConfigReadException(String message) {
            super(message, null, false, false);
        }
    }
}
