package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;

/**
 * One page of a template's form.
 *
 * @param title what it is headed with
 * @param schema JSON Schema of the values; keys that begin with {@code ui:} are for the front end
 */
public record FormPage(String title, Value.Obj schema) {
    /** What a page without a title is headed with. */
    public static final String DEFAULT_TITLE = "Please enter the following information";
}
