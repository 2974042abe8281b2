package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.util.Optional;

/**
 * One step of a template, as its author wrote it.
 *
 * @param id unique in its template; {@code step-1}, {@code step-2} … for steps that name none
 * @param name what people see; that of its action if the author gave it none
 * @param action id of the action that it runs
 * @param input with expressions, not rendered
 * @param condition {@code if}: whether to run it
 * @param each a list or object; the step runs once for each element
 * @param pointer where it stands in the template's document
 */
public record Step(
        String id,
        String name,
        String action,
        Value.Obj input,
        Optional<Value> condition,
        Optional<Value> each,
        String pointer) {}
