package dev.portalsdk.model.kind;

import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * Spec of a Template: a form, and the steps that make something of what is filled in.
 *
 * @param type service, website, library, or a word of the organisation's own
 * @param owner reference to a Group or User
 * @param lifecycle experimental, production, deprecated, or a word of its own
 * @param parameters JSON Schema of the form, or a list with one for each page
 * @param steps calls of actions, in order
 * @param output what is shown at the end
 * @param presentation how the form is shown
 * @param secrets what is to be given in secret: its schema
 * @param formDecorators what a front end runs before it submits the form
 */
public record TemplateSpec(
        String type,
        Optional<String> owner,
        Optional<String> lifecycle,
        Optional<Value> parameters,
        List<Value.Obj> steps,
        Optional<Value.Obj> output,
        Optional<Value.Obj> presentation,
        Optional<Value.Obj> secrets,
        List<Value.Obj> formDecorators) {

    /** Copies the lists. */
    public TemplateSpec {
        steps = List.copyOf(steps);
        formDecorators = List.copyOf(formDecorators);
    }
}
