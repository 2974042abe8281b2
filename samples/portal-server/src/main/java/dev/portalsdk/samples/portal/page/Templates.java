package dev.portalsdk.samples.portal.page;

import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.cache.ConcurrentMapTemplateCache;
import com.github.jknack.handlebars.context.MapValueResolver;
import com.github.jknack.handlebars.io.ClassPathTemplateLoader;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The portal's Handlebars templates, compiled once. What they insert with two braces is escaped; with three they insert only other templates and cleaned documentation. Safe for many threads. */
public final class Templates {
    private final Handlebars handlebars;

    public Templates() {
        // Nested fields of a form are a partial that calls itself; models are finite, so it ends.
        this.handlebars = new Handlebars(new ClassPathTemplateLoader("/dev/portalsdk/samples/portal/templates", ".hbs"))
                .with(new ConcurrentMapTemplateCache())
                .infiniteLoops(true);
    }

    /**
     * Fills a template.
     *
     * @param name of the file without {@code .hbs}
     */
    public String render(String name, Model model) {
        try {
            Template template = handlebars.compile(name);
            return template.apply(Context.newBuilder(model.values())
                    .resolver(MapValueResolver.INSTANCE)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
