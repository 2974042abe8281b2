package dev.portalsdk.testing;

import dev.portalsdk.model.Suggestions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The files that a run has left in its workspace. */
final class MadeFiles {
    private final Map<String, byte[]> files;

    MadeFiles(Map<String, byte[]> files) {
        this.files = new TreeMap<>(files);
    }

    Map<String, byte[]> all() {
        return files;
    }

    /** @throws AssertionError if there is no such file */
    String text(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new AssertionError("Expected the file " + path + ", but the run has "
                    + (files.isEmpty() ? "made none" : "made only " + files.keySet())
                    + Suggestions.didYouMean(path, files.keySet())
                            .map(text -> "; " + text)
                            .orElse(""));
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void require(String path, String expected) {
        String text = text(path);
        if (!text.equals(expected)) {
            throw new AssertionError(
                    "The file " + path + " is not as expected\n\nexpected:\n" + expected + "\nfound:\n" + text);
        }
    }

    void requireNone(String path) {
        if (files.containsKey(path)) {
            throw new AssertionError("Expected no file " + path + ", but the run has made it: " + files.keySet());
        }
    }
}
