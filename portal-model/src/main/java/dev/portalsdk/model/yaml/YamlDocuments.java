package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the documents of a YAML file; JSON files are YAML files.
 *
 * <p>Reads YAML 1.2 core: {@code yes} and {@code 2024-01-01} are texts, {@code 0o14} is 12, {@code <<} is a key like any other. Keys are texts, and none may
 * stand twice in a mapping. Aliases are resolved. Documents without content are skipped. Files are UTF-8, with or without a byte order mark.
 *
 * <p>A mistake in one document leaves the others, unless the file has directives ({@code %YAML}); a limit of the whole file ends it. A key in flow style, as JSON's
 * are, may have 1,024 characters.
 *
 * <p>Short texts that recur, such as keys and kinds, are held once for all that a reader reads; what it remembers for that is below 2 MB.
 *
 * <p>Rules of findings: {@code yaml} (the text is not YAML, or a key stands twice), {@code limit} (see {@link ReadLimits}). Never throws for what a file holds.
 * Immutable, safe for use by many threads.
 */
// As Backstage, which reads with the npm package "yaml" in its YAML 1.2 core schema with unique keys and without merge
// keys.
public final class YamlDocuments {
    private static final YamlDocuments STANDARD = new YamlDocuments(ReadLimits.standard());

    private final ReadLimits limits;
    private final SharedTexts texts = new SharedTexts();

    private YamlDocuments(ReadLimits limits) {
        this.limits = limits;
    }

    /** With {@linkplain ReadLimits#standard() standard limits}. */
    public static YamlDocuments create() {
        return STANDARD;
    }

    /** With limits of the caller's. */
    public static YamlDocuments withLimits(ReadLimits limits) {
        return new YamlDocuments(limits);
    }

    /**
     * Reads a file's bytes.
     *
     * @param source the file's path or URL, for places
     * @return the documents that could be read, and what is wrong with the others
     */
    public Validated<List<YamlDocument>> read(String source, byte[] content) {
        if (content.length > (long) limits.maxCharacters() * 4) {
            return Validated.of(List.of(), List.of(DocumentBuilder.tooLong(source, limits)));
        }
        try {
            return read(
                    source,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(content))
                            .toString());
        } catch (CharacterCodingException e) {
            return Validated.of(List.of(), List.of(notUtf8(source, content)));
        }
    }

    private static Diagnostic notUtf8(String source, byte[] content) {
        CharBuffer before = CharBuffer.allocate(content.length);
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), before, true);
        String text = before.flip().toString();
        String[] lines = text.split("\r\n|\r|\n", -1);
        int line = lines.length;
        String lastLine = lines[line - 1];
        return Diagnostic.error("yaml", "The file is not UTF-8: this byte begins no character")
                .at(new SourceLocation(source, line, lastLine.codePointCount(0, lastLine.length()) + 1))
                .hint("save it as UTF-8")
                .build();
    }

    /**
     * Reads a file's text.
     *
     * @param source the file's path or URL, for places
     * @return the documents that could be read, and what is wrong with the others
     */
    public Validated<List<YamlDocument>> read(String source, String content) {
        if (content.length() > limits.maxCharacters()) {
            return Validated.of(List.of(), List.of(DocumentBuilder.tooLong(source, limits)));
        }
        DocumentBuilder builder = new DocumentBuilder(source, limits, texts);
        List<Diagnostic> findings = builder.read(content);
        return Validated.of(builder.documents(), findings);
    }
}
