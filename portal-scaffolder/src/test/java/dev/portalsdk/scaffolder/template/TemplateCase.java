package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * One recorded template: what it was given, and the answers of the real systems, any of which is right.
 *
 * @param answers recorded lines; see {@link #accepts}
 */
record TemplateCase(
        String id,
        String template,
        TemplateSyntax syntax,
        boolean asValue,
        Value.Obj context,
        List<Value.Obj> answers) {

    /** What our engine makes of it. */
    record Answer(Optional<Value> value, Optional<TemplateException> error) {
        @Override
        public String toString() {
            return error.map(TemplateException::toString)
                    .orElseGet(() -> value.map(Value::toJson).orElse("undefined"));
        }
    }

    Answer answer(NunjucksEngine engine) {
        TemplateData data = TemplateData.of(context);
        try {
            ParsedTemplate parsed = engine.parse(template, SourceLocation.startOf("case"), syntax);
            return new Answer(
                    asValue ? parsed.evaluate(data) : Optional.of(Value.Str.of(parsed.render(data))), Optional.empty());
        } catch (TemplateException e) {
            return new Answer(Optional.empty(), Optional.of(e));
        }
    }

    boolean accepts(Answer answer) {
        return answers.stream().anyMatch(recorded -> accepts(answer, recorded));
    }

    private boolean accepts(Answer answer, Value.Obj recorded) {
        if (answer.error().isPresent()) {
            return recorded.has("error") || recorded.has("nunjitsuError") || keptAsText(recorded);
        }
        if (recorded.has("policy")) {
            return false;
        }
        if (answer.value().isEmpty()) {
            return recorded.has("undefined") || recorded.has("expectedUndefined");
        }
        if (recorded.has("special")) {
            return answer.value().get() instanceof Value.Null; // NaN and the infinities, as JSON has them
        }
        Value value = answer.value().get();
        return !keptAsText(recorded)
                && (is(value, recorded, "output")
                        || is(value, recorded, "expected")
                        || is(value, recorded, "nunjitsu"));
    }

    private static boolean is(Value value, Value.Obj recorded, String key) {
        return recorded.get(key).map(value::equals).orElse(false);
    }

    /** The older backend logs an error and goes on with the template as it is written. */
    private boolean keptAsText(Value.Obj recorded) {
        return recorded.has("logged") && recorded.string("output").equals(Optional.of(template));
    }
}
