package dev.portalsdk.scaffolder.template;

import com.github.jknack.handlebars.io.AbstractTemplateLoader;
import com.github.jknack.handlebars.io.TemplateSource;
import java.io.IOException;

/** Where Handlebars would look for partials: nowhere. */
final class NoTemplates extends AbstractTemplateLoader {
    @Override
    public TemplateSource sourceAt(String location) throws IOException {
        throw new IOException("a template cannot load other templates, such as '" + location + "'");
    }
}
