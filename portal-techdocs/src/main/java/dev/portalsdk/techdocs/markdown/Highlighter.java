package dev.portalsdk.techdocs.markdown;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Code as HTML with the class names of Pygments, which Material and Backstage style: {@code int x = 1;} in Java becomes
 * <code>&lt;span class="kt"&gt;int&lt;/span&gt; x &lt;span class="o"&gt;=&lt;/span&gt; …</code>.
 *
 * <p>Names, brackets and separators get no element: no style shows them, and they are half of all tokens. What is written
 * is safe whatever the code is: text is escaped, and class names are ours. Safe for use by many threads.
 */
final class Highlighter {

    /** Longer blocks and lines are data rather than code; they are written plainly. */
    private static final int MAX_CHARACTERS = 200_000;

    private static final int MAX_LINE = 5_000;

    private final Properties languages;
    private final JavaLexers lexers = new JavaLexers();

    private Highlighter(Properties languages) {
        this.languages = languages;
    }

    static Highlighter create() {
        Properties languages = new Properties();
        try (InputStream in = Highlighter.class.getResourceAsStream("languages.properties")) {
            if (in == null) {
                throw new IllegalStateException("languages.properties is not beside " + Highlighter.class.getName());
            }
            languages.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Highlighter(languages);
    }

    /**
     * Colours a block.
     *
     * @param language as the author names it, in any case; an unknown one is written plainly
     * @param standOut numbers of lines, from 1, that get {@code <span class="hll">} around them
     */
    String highlight(String language, String code, Set<Integer> standOut) {
        CodeHtml html = new CodeHtml(code.length() * 2);
        Optional<Lexer> lexer = code.length() > MAX_CHARACTERS ? Optional.empty() : lexer(language);
        try {
            lines(lexer, code, standOut, html);
        } finally {
            lexer.ifPresent(Lexer::close);
        }
        return html.toString();
    }

    private static void lines(Optional<Lexer> lexer, String code, Set<Integer> standOut, CodeHtml html) {
        int number = 1;
        for (Iterator<String> lines = code.lines().iterator(); lines.hasNext(); number++) {
            String line = lines.next();
            boolean stands = standOut.contains(number);
            if (stands) {
                html.open("hll");
            }
            if (lexer.isPresent() && line.length() <= MAX_LINE) {
                lexer.get().line(line, html);
            } else {
                html.text(line);
            }
            html.text("\n");
            if (stands) {
                html.close();
            }
        }
    }

    private Optional<Lexer> lexer(String language) {
        String lexer = languages.getProperty(language.toLowerCase(Locale.ROOT), "");
        return switch (lexer) {
            case "" -> Optional.empty();
            case "yaml" -> own(() -> ConfigurationLexer.of(":", "#"));
            case "toml" -> own(() -> ConfigurationLexer.of("=", "#"));
            case "hcl" -> own(() -> ConfigurationLexer.of("={", "#", "//"));
            case "diff" -> own(DiffLexer::new);
            case "console" -> Optional.of(new ConsoleLexer(lexers.of("text/unix")));
            default -> Optional.of(lexers.of(lexer));
        };
    }

    private static Optional<Lexer> own(Supplier<Lexer> lexer) {
        return Optional.of(lexer.get());
    }
}
