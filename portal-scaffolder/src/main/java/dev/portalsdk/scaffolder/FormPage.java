package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.util.List;

/**
 * One page of a template's form.
 *
 * @param title what it is headed with
 * @param schema JSON Schema of the values; keys that begin with {@code ui:} are for the front end
 */
public record FormPage(String title, Value.Obj schema) {
    /** What a page without a title is headed with. */
    public static final String DEFAULT_TITLE = "Please enter the following information";

    /**
     * Everything that is wrong with values by this page alone, for a form that checks page by page. Values that the page does not know are allowed.
     *
     * <pre>
     * template.pages().get(0).check(Value.Obj.of("name", "Not A Name"));
     * // [ERROR] The parameter name: does not match the regex pattern ^[a-z-]+$ | template-parameters      pointer /name
     * </pre>
     *
     * @param values of all pages so far
     * @return findings of rule {@code template-parameters}, whose pointer leads into the values
     */
    public List<Diagnostic> check(Value.Obj values) {
        return ParameterSchemas.check(this, values);
    }
}
