package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.SnippetReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one page was rendered from: its file and the snippets that it asked for, by their hashes. Serves the snippets while
 * the page is rendered, by one thread.
 */
final class PageInput implements SnippetReader {

    /** A file that changed so lately may change again within the same tick of the file system's clock. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final String NONE = "";

    private final SourceFile file;
    private final boolean settled;
    private final String hash;
    private final String text;
    private final SnippetReader snippets;
    private final Map<String, String> asked = new LinkedHashMap<>();

    private PageInput(SourceFile file, boolean settled, String hash, String text, SnippetReader snippets) {
        this.file = file;
        this.settled = settled;
        this.hash = hash;
        this.text = text;
        this.snippets = snippets;
    }

    /**
     * Reads a page.
     *
     * @param remember whether to hash it, so that it can be told from another one later
     */
    static PageInput read(SourceFile file, SnippetReader snippets, boolean remember) throws IOException {
        boolean settled = file.modified().toInstant().isBefore(Instant.now().minus(SETTLED));
        byte[] content = Files.readAllBytes(file.file());
        return new PageInput(
                file, settled, remember ? hash(content) : NONE, new String(content, StandardCharsets.UTF_8), snippets);
    }

    /** The same without the text, which is needed once only. */
    PageInput withoutText() {
        PageInput input = new PageInput(file, settled, hash, "", SnippetReader.NONE);
        input.asked.putAll(asked);
        return input;
    }

    SourceFile file() {
        return file;
    }

    String text() {
        return text;
    }

    /** Whether the file cannot have changed, as far as its size and time tell. */
    boolean isCertainlyIn(SourceFile other) {
        return settled && file.equals(other);
    }

    boolean hasSameContent(PageInput other) {
        return file.name().equals(other.file.name()) && hash.equals(other.hash);
    }

    /** What tells its bytes from others; empty where nothing was to be remembered. */
    String hash() {
        return hash;
    }

    /** The snippets that were asked for, with the hash of what was found. */
    Map<String, String> asked() {
        return asked;
    }

    /** Whether snippets are still what they were. */
    static boolean areSame(Map<String, String> asked, SnippetReader now) {
        return asked.entrySet().stream().allMatch(snippet -> snippet.getValue().equals(hash(now, snippet.getKey())));
    }

    /** The same with snippets that were found when it was rendered before. */
    PageInput withSnippets(Map<String, String> earlier) {
        PageInput input = withoutText();
        input.asked.putAll(earlier);
        return input;
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        asked.put(path, hash(snippets, path));
        return snippets.read(path);
    }

    private static String hash(SnippetReader reader, String path) {
        try {
            return reader.read(path)
                    .map(found -> hash(found.getBytes(StandardCharsets.UTF_8)))
                    .orElse(NONE);
        } catch (IOException e) {
            return "unreadable: " + e.getMessage();
        }
    }

    private static String hash(byte[] content) {
        try {
            return new String(MessageDigest.getInstance("SHA-256").digest(content), StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
