package dev.portalsdk.techdocs.markdown;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Emoji by name, {@code :rocket:}, as Unicode: MkDocs would load a picture from another host. Unknown names stay text. */
final class EmojiExtension implements Parser.ParserExtension {

    private static final Pattern NAME = Pattern.compile(":(?<name>[a-z0-9_+-]{1,40}):");

    private final Properties byName;

    private EmojiExtension(Properties byName) {
        this.byName = byName;
    }

    static EmojiExtension create() {
        Properties byName = new Properties();
        try (InputStream in = EmojiExtension.class.getResourceAsStream("emoji.properties")) {
            if (in == null) {
                throw new IllegalStateException("emoji.properties is not beside " + EmojiExtension.class.getName());
            }
            byName.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EmojiExtension(byName);
    }

    @Override
    public void extend(Parser.Builder parser) {
        parser.postProcessor(document -> {
            TextRules.replaceAll(document, text -> text.indexOf(':') >= 0, NAME, this::emoji);
            return document;
        });
    }

    private List<Node> emoji(Matcher match) {
        return List.of(new Text(byName.getProperty(match.group("name"), match.group())));
    }
}
