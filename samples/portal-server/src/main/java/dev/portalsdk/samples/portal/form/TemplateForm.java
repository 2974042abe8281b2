package dev.portalsdk.samples.portal.form;

import dev.portalsdk.config.Secret;
import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.page.Model;
import dev.portalsdk.scaffolder.FormPage;
import dev.portalsdk.scaffolder.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A template's form: pages that follow one another, and what was filled in so far. Immutable. */
public final class TemplateForm {
    private final Template template;
    private final Value.Obj values;

    private TemplateForm(Template template, Value.Obj values) {
        this.template = template;
        this.values = values;
    }

    /** A form in which this is filled in. */
    public static TemplateForm of(Template template, Value.Obj values) {
        return new TemplateForm(template, values);
    }

    public List<FormPage> pages() {
        return template.pages();
    }

    /** Of all pages, with secrets. */
    public Value.Obj values() {
        return values;
    }

    /** The form with what was sent for a page. */
    public TemplateForm with(int page, Parameters sent) {
        return new TemplateForm(template, new Sent(sent).read(pages().get(page).schema(), values));
    }

    /** What is wrong with a page, by the pointer of the value; what is missing counts under the value that should be there. */
    public Map<String, List<String>> errors(int page) {
        Map<String, List<String>> errors = new LinkedHashMap<>();
        FormPage asked = pages().get(page);
        missing(asked.schema(), values, "", errors);
        // While something is missing no branch may fit, and each would complain of what chose it: only the fields
        // themselves count.
        FormPage judged = errors.isEmpty() ? asked : fields(asked);
        for (Diagnostic finding : judged.check(values)) {
            if (!errors.containsKey(finding.pointer()) && !finding.pointer().isEmpty()) {
                errors.computeIfAbsent(finding.pointer(), pointer -> new ArrayList<>())
                        .add(sentence(finding, asked.schema()));
            } else if (finding.pointer().isEmpty() && errors.isEmpty()) {
                errors.computeIfAbsent("", pointer -> new ArrayList<>()).add(finding.message());
            }
        }
        return errors;
    }

    private FormPage fields(FormPage page) {
        Value.Obj.Builder properties = Value.Obj.builder();
        ActiveSchema.of(page.schema(), values).properties().forEach(properties::put);
        return new FormPage(page.title(), Value.Obj.of("type", "object", "properties", properties.build()));
    }

    private static void missing(Value.Obj schema, Value.Obj values, String pointer, Map<String, List<String>> errors) {
        ActiveSchema active = ActiveSchema.of(schema, values);
        active.properties().forEach((name, property) -> {
            String child = pointer + "/" + name;
            if (active.required().contains(name) && !values.has(name)) {
                errors.computeIfAbsent(child, key -> new ArrayList<>()).add("Fill this in.");
            }
            if (Widget.of(property) == Widget.OBJECT) {
                missing(property, values.obj(name).orElse(Value.Obj.empty()), child, errors);
            }
            if (Widget.of(property) == Widget.REPOSITORY) {
                values.string(name).map(RepositoryUrl::parse).ifPresent(url -> {
                    if (url.owner().isEmpty() || url.name().isEmpty()) {
                        errors.computeIfAbsent(child, key -> new ArrayList<>())
                                .add("Name the owner and the repository.");
                    }
                });
            }
        });
    }

    /** The author's own words for it, {@code ui:options.patternError}, or what the schema says. */
    private static String sentence(Diagnostic finding, Value.Obj schema) {
        String name = finding.pointer().substring(finding.pointer().lastIndexOf('/') + 1);
        String text = finding.message().replaceFirst("^The parameter [^:]+: ", "");
        String own = schema.obj("properties")
                .flatMap(properties -> properties.obj(name))
                .flatMap(property -> property.obj("ui:options"))
                .flatMap(options -> options.string("patternError"))
                .orElse("");
        String said = own.isEmpty() || !text.contains("pattern") ? text : own;
        return said.isEmpty()
                ? "This does not fit."
                : said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
    }

    /** What goes to the template: everything but secrets, which go beside it. */
    public Value.Obj parameters() {
        Value.Obj parameters = values;
        for (String name : secrets().keySet()) {
            parameters = parameters.without(name);
        }
        return parameters;
    }

    /** By name, what fields of type Secret took. */
    public Map<String, Secret> secrets() {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        for (FormPage page : pages()) {
            ActiveSchema.of(page.schema(), values).properties().forEach((name, property) -> {
                if (Widget.of(property) == Widget.SECRET) {
                    values.string(name).ifPresent(text -> secrets.put(name, Secret.of(text)));
                }
            });
        }
        return secrets;
    }

    /** Everything that was filled in, to be looked at before it is sent. */
    public List<Model> review() {
        return Model.each(pages(), page -> Model.of("title", page.title())
                .put(
                        "rows",
                        ActiveSchema.of(page.schema(), values).properties().entrySet().stream()
                                .filter(property -> Widget.of(property.getValue()) != Widget.HIDDEN)
                                .map(property -> row(property.getKey(), property.getValue()))
                                .toList()));
    }

    private Model row(String name, Value.Obj schema) {
        Widget widget = Widget.of(schema);
        boolean masked = widget == Widget.SECRET || widget == Widget.PASSWORD;
        String text = values.get(name)
                .or(() -> schema.get("default"))
                .map(TemplateForm::text)
                .orElse("");
        return Model.of("label", schema.string("title").orElse(name))
                .put("value", masked && !text.isEmpty() ? "••••••" : text);
    }

    private static String text(Value value) {
        if (value instanceof Value.Bool bool) {
            return bool.value() ? "Yes" : "No";
        }
        return value.asArr()
                .map(list -> String.join(
                        ", ", list.values().stream().map(TemplateForm::text).toList()))
                .orElseGet(() -> Choices.text(value));
    }
}
