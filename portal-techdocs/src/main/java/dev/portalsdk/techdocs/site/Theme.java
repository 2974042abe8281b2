package dev.portalsdk.techdocs.site;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The look of a site: our own templates, style sheet and script, filled from maps only. Its class names are Material's
 * where a Backstage front end looks for them. Nothing is loaded from another host.
 */
final class Theme {

    private static final String FOLDER = "/dev/portalsdk/techdocs/site/theme/";
    private static final String OUTPUT = "assets/portalsdk/";
    private static final List<String> ASSETS = List.of("site.css", "site.js");

    private final Template page;

    private Theme(Template page) {
        this.page = page;
    }

    static Theme load() {
        // The navigation is a partial that calls itself; maps are finite, so it ends. Without a cache it is parsed each
        // time.
        Handlebars handlebars = new Handlebars(new ClassPathTemplateLoader(FOLDER, ".hbs"))
                .with(new ConcurrentMapTemplateCache())
                .infiniteLoops(true);
        try {
            return new Theme(handlebars.compile("page"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String page(Map<String, Object> model) throws IOException {
        Context context =
                Context.newBuilder(model).resolver(MapValueResolver.INSTANCE).build();
        return page.apply(context);
    }

    static boolean owns(String path) {
        return path.startsWith(OUTPUT);
    }

    void writeAssets(SiteOutput output) throws IOException {
        for (String asset : ASSETS) {
            try (InputStream in = Theme.class.getResourceAsStream(FOLDER + asset)) {
                if (in == null) {
                    throw new IOException(FOLDER + asset + " is missing from the jar");
                }
                output.write(OUTPUT + asset, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
