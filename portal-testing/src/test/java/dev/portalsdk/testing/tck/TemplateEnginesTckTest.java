package dev.portalsdk.testing.tck;

import dev.portalsdk.scaffolder.template.HandlebarsEngine;
import dev.portalsdk.scaffolder.template.NunjucksEngine;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Our own template engines keep the contract. */
class TemplateEnginesTckTest {
    @Nested
    class Nunjucks extends TemplateEngineTck {
        private final NunjucksEngine engine = NunjucksEngine.create();

        @Override
        protected TemplateEngine engine() {
            return engine;
        }

        @Override
        protected String variable(String name) {
            return "${{ " + name + " }}";
        }

        @Override
        protected String brokenTemplate() {
            return "a ${{ name | }}";
        }

        @Override
        protected Optional<String> failingTemplate() {
            return Optional.of("${{ name() }}");
        }
    }

    @Nested
    class Handlebars extends TemplateEngineTck {
        private final HandlebarsEngine engine = HandlebarsEngine.sharing(NunjucksEngine.create());

        @Override
        protected TemplateEngine engine() {
            return engine;
        }

        @Override
        protected String variable(String name) {
            return "{{{ " + name + " }}}";
        }

        @Override
        protected String brokenTemplate() {
            return "a {{#if name}} b";
        }

        @Override
        protected Optional<String> failingTemplate() {
            return Optional.empty();
        }

        @Override
        protected boolean keepsTypes() {
            return false;
        }
    }
}
