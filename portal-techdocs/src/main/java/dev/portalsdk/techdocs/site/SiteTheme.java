package dev.portalsdk.techdocs.site;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.StringTemplateSource;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The look of a site: Handlebars templates, a style sheet and a script, filled from maps only. Its class names are Material's
 * where a Backstage front end looks for them. Nothing is loaded from another host.
 *
 * <p>A host changes the standard theme part by part: {@code SiteTheme.standard().withStyles(":root { --md-primary-fg-color:
 * #0b6623; }")}. Templates: {@code page} is given {@code siteName}, {@code title}, {@code pageTitle}, {@code description},
 * {@code author}, {@code canonical}, {@code copyright}, {@code base} (the way to the site's root), {@code home}, {@code
 * article} (safe HTML), {@code nav}, {@code toc}, {@code edit}, {@code previous} and {@code next}; {@code nav} is the list of
 * entries of one level and calls itself for the next. Immutable and safe for use by many threads.
 */
public final class SiteTheme {

    private static final String FOLDER = "/dev/portalsdk/techdocs/site/theme/";
    private static final String OUTPUT = "assets/portalsdk/";
    private static final String STYLES = "site.css";
    private static final String SCRIPT = "site.js";
    private static final String MERMAID = "mermaid.min.js";
    private static final List<String> TEMPLATES = List.of("page", "nav");

    private static final SiteTheme STANDARD = new SiteTheme(Map.of(), "");

    private final Map<String, String> templates;
    private final String styles;
    private @Nullable Compiled compiled;

    private SiteTheme(Map<String, String> templates, String styles) {
        this.templates = templates;
        this.styles = styles;
    }

    /** Light and dark, for screens of any width. */
    public static SiteTheme standard() {
        return STANDARD;
    }

    /**
     * The same with another template.
     *
     * @param name {@code page} or {@code nav}
     * @param handlebars the whole template; what it inserts unescaped, other than {@code article}, is its author's risk
     * @throws IllegalArgumentException if there is no such template, or the text is none
     */
    public SiteTheme withTemplate(String name, String handlebars) {
        if (!TEMPLATES.contains(name)) {
            throw new IllegalArgumentException("\"" + name + "\" is none of the templates " + TEMPLATES);
        }
        Map<String, String> changed = new TreeMap<>(templates);
        changed.put(name, handlebars);
        SiteTheme theme = new SiteTheme(Map.copyOf(changed), styles);
        try {
            theme.compiled();
        } catch (HandlebarsException e) {
            throw new IllegalArgumentException("The template \"" + name + "\" cannot be read: " + e.getMessage(), e);
        }
        return theme;
    }

    /** The same with further rules at the end of its style sheet. */
    public SiteTheme withStyles(String css) {
        return new SiteTheme(templates, styles + "\n" + css);
    }

    /** Compiling is the slowest part of a first run: it is done once, and beside the first pages. */
    synchronized Compiled compiled() {
        Compiled made = compiled == null ? compile() : compiled;
        compiled = made;
        return made;
    }

    private Compiled compile() {
        // The navigation is a partial that calls itself; maps are finite, so it ends. Without a cache it is parsed each
        // time.
        Handlebars handlebars = new Handlebars(new Loader())
                .with(new ConcurrentMapTemplateCache())
                .infiniteLoops(true);
        try {
            return new Compiled(handlebars.compile("page"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The theme's own files, in which a site has none of its own. */
    static boolean owns(String path) {
        return path.startsWith(OUTPUT);
    }

    static List<String> assets(boolean withDiagrams) {
        return withDiagrams
                ? List.of(OUTPUT + STYLES, OUTPUT + SCRIPT, OUTPUT + MERMAID)
                : List.of(OUTPUT + STYLES, OUTPUT + SCRIPT);
    }

    void writeAssets(boolean withDiagrams, SiteOutput output) throws IOException {
        output.write(OUTPUT + STYLES, resource(STYLES) + styles);
        output.write(OUTPUT + SCRIPT, resource(SCRIPT));
        if (withDiagrams) {
            try (InputStream script = open(MERMAID)) {
                output.write(OUTPUT + MERMAID, script);
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = SiteTheme.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IOException(FOLDER + name + " is missing from the jar");
        }
        return in;
    }

    /** Templates ready to be filled. */
    static final class Compiled {
        private final Template page;

        private Compiled(Template page) {
            this.page = page;
        }

        String page(Map<String, Object> model) throws IOException {
            return page.apply(Context.newBuilder(model)
                    .resolver(MapValueResolver.INSTANCE)
                    .build());
        }
    }

    private final class Loader extends AbstractTemplateLoader {
        @Override
        public TemplateSource sourceAt(String location) throws IOException {
            String given = templates.get(location);
            return new StringTemplateSource(location, given == null ? resource(location + ".hbs") : given);
        }

        @Override
        public String resolve(String location) {
            return location;
        }
    }
}
