package dev.portalsdk.scaffolder.template;

import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.TagType;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.io.StringTemplateSource;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.scaffolder.template.TemplateException.Kind;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Handlebars, for skeletons that are written in it: {@code {{ }}}, the helpers {@code each if unless with lookup}, comparisons, and filters of
 * {@link NunjucksEngine} as helpers of the same names.
 *
 * <p>Templates see maps, lists, texts, numbers and booleans. There are no partials, decorators and blocks other than those of helpers. Text is not
 * escaped, and numbers, lists and objects print as in Nunjucks. What a rendering may cost is limited as there. Immutable; used by many threads.
 */
public final class HandlebarsEngine implements TemplateEngine {
    private static final Pattern BRACKET = Pattern.compile("\\{\\{~?\\s*[#^/]|[()]");

    private static final int TAG_CHARS = 4_096;

    private final NunjucksEngine shared;
    private final HandlebarsHelpers helpers;
    private final Handlebars plain;
    private final Handlebars trimming;

    private HandlebarsEngine(NunjucksEngine shared, boolean failOnUndefined) {
        this.shared = shared;
        this.helpers = new HandlebarsHelpers(shared, failOnUndefined);
        this.plain = handlebars(false);
        this.trimming = handlebars(true);
    }

    /** With the filters and limits of another engine; what is undefined prints nothing. */
    public static HandlebarsEngine sharing(NunjucksEngine filters) {
        return new HandlebarsEngine(filters, false);
    }

    /** The same, where printing what is undefined fails the rendering. */
    public HandlebarsEngine failingOnUndefined() {
        return new HandlebarsEngine(shared, true);
    }

    private Handlebars handlebars(boolean trim) {
        return new Handlebars(new NoTemplates())
                .with(helpers.registry())
                .with(EscapingStrategy.NOOP)
                .with((value, next) -> helpers.printed(value))
                .prettyPrint(trim);
    }

    @Override
    public String name() {
        return "handlebars";
    }

    /**
     * Reads a template. Lines that hold nothing but a tag disappear if the syntax asks for either treatment of white space.
     */
    @Override
    public ParsedTemplate parse(String text, SourceLocation origin, TemplateSyntax syntax) {
        SourceText source = new SourceText(text, origin);
        if (text.length() > shared.limits().sourceChars()) {
            throw source.error(
                    Kind.LIMIT, 0, "more than " + shared.limits().sourceChars() + " characters of template", null);
        }
        boolean trim = syntax.trimBlocks() || syntax.lstripBlocks();
        return new HandlebarsTemplate(shared, helpers, source, compile(source, trim ? trimming : plain));
    }

    private Template compile(SourceText source, Handlebars handlebars) {
        checkTags(source);
        checkNesting(source);
        try {
            String file = source.origin().source();
            Template template =
                    handlebars.compile(new StringTemplateSource(file.isEmpty() ? "template" : file, source.text()));
            refuseUnknownBlocks(source, template);
            return template;
        } catch (HandlebarsException e) {
            throw HandlebarsTemplate.failure(Kind.SYNTAX, source, e);
        } catch (IOException | RuntimeException e) {
            if (e instanceof TemplateException located) {
                throw located;
            }
            throw source.error(Kind.SYNTAX, 0, "not Handlebars: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw source.error(Kind.LIMIT, 0, "nested too deep", null);
        }
    }

    /** The parser takes a time that grows with the square of a tag's length. */
    private static void checkTags(SourceText source) {
        String text = source.text();
        for (int start = text.indexOf("{{"); start >= 0; ) {
            int end = text.indexOf("}}", start);
            int to = end < 0 ? text.length() : end;
            if (to - start > TAG_CHARS && !text.startsWith("{{!", start)) {
                throw source.error(Kind.LIMIT, start, "a tag of more than " + TAG_CHARS + " characters", null);
            }
            start = text.indexOf("{{", to);
        }
    }

    /** The parser recurses into blocks and subexpressions, slowly. */
    private void checkNesting(SourceText source) {
        int depth = 0;
        Matcher brackets = BRACKET.matcher(source.text());
        while (brackets.find()) {
            boolean closes = brackets.group().endsWith("/") || brackets.group().equals(")");
            depth = closes ? Math.max(0, depth - 1) : depth + 1;
            if (depth > shared.limits().nesting()) {
                throw source.error(
                        Kind.LIMIT,
                        brackets.start(),
                        "nested more than " + shared.limits().nesting() + " deep",
                        null);
            }
        }
    }

    // The library gives blocks without a helper a loop of its own, which nothing would count.
    private void refuseUnknownBlocks(SourceText source, Template template) {
        Set<String> blocks = new TreeSet<>(template.collect(TagType.SECTION, TagType.START_SECTION));
        blocks.removeAll(HandlebarsHelpers.BLOCKS);
        for (String block : blocks) {
            Matcher tag = Pattern.compile("\\{\\{~?\\s*[#^]\\s*" + Pattern.quote(block))
                    .matcher(source.text());
            throw source.syntaxError(
                    tag.find() ? tag.start() : 0, Known.unknown("block", block, HandlebarsHelpers.BLOCKS));
        }
    }
}
