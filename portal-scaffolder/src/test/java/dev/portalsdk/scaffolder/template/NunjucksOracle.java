package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/** Nunjucks itself, set up as Backstage does, in a JavaScript interpreter. For one thread. */
final class NunjucksOracle {
    private static final String LIBRARY = "/META-INF/resources/webjars/nunjucks/3.2.4/browser/nunjucks.js";
    private static final String SETUP = """
            var environment = new nunjucks.Environment(null, {
              autoescape: false, tags: { variableStart: '${{', variableEnd: '}}' }
            });
            function answer(template, data) {
              try {
                return '=' + environment.renderString(template, JSON.parse(data));
              } catch (e) {
                return '!' + e;
              }
            }""";

    private final Scriptable scope;
    private final Function answer;

    NunjucksOracle() {
        try (Context context = context()) {
            scope = context.initSafeStandardObjects();
            context.evaluateString(scope, "var window = this;", "window", 1, null);
            context.evaluateString(scope, library(), LIBRARY, 1, null);
            context.evaluateString(scope, SETUP, "setup", 1, null);
            answer = (Function) scope.get("answer", scope);
        }
    }

    private static Context context() {
        Context context = Context.enter();
        context.setLanguageVersion(Context.VERSION_ES6);
        context.setInterpretedMode(true); // each template is a program that runs once
        return context;
    }

    private static String library() {
        try (InputStream stream = Objects.requireNonNull(NunjucksOracle.class.getResourceAsStream(LIBRARY), LIBRARY)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code =} and the output, or {@code !} and the error. */
    String answer(String template, Value data) {
        try (Context context = context()) {
            return Context.toString(answer.call(context, scope, scope, new Object[] {template, data.toJson()}));
        }
    }
}
