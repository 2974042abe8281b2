package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.internal.Pointers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the form of a template brings, and what of it is used. For one check. */
final class FormUse {
    /** A page of the form and where its schema stands. */
    record Page(Value.Obj schema, String pointer) {}

    private final List<Page> pages = new ArrayList<>();
    private final Map<String, SchemaProperty> properties = new LinkedHashMap<>();
    /** What runs in the browser before the form is sent; it may use any parameter in its own way. */
    private final String decorators;

    private final Shape parameters;
    private final Shape secrets;
    private final Set<String> used = new HashSet<>();
    private boolean usedWhole;

    FormUse(Template template) {
        Value.Obj spec = template.entity().spec();
        this.decorators = spec.get("formDecorators").map(Value::toJson).orElse("");
        Value form = spec.get("parameters").orElse(Value.Arr.empty());
        if (form instanceof Value.Arr list) {
            for (int i = 0; i < list.size(); i++) {
                add(list.get(i), Pointers.child("/spec/parameters", i));
            }
        } else {
            add(form, "/spec/parameters");
        }
        Map<String, Shape> shapes = new LinkedHashMap<>();
        boolean open = pages.isEmpty();
        for (Page page : pages) {
            Shape shape = Shape.ofSchema(page.schema());
            shape.members().forEach((name, member) -> shapes.merge(name, member, (first, later) -> first));
            open |= shape.open() && !shape.members().isEmpty();
            SchemaProperty.declaredIn(page.schema(), page.pointer())
                    .forEach(property -> properties.putIfAbsent(property.name(), property));
            logic(page.schema());
        }
        Set<String> required = new HashSet<>();
        pages.forEach(page -> required(page.schema(), required));
        shapes.replaceAll((name, shape) -> shape.withOptional(isOptional(properties.get(name), required)));
        this.parameters = open ? Shape.openObject(shapes) : Shape.object(shapes);
        this.secrets = secrets(spec);
    }

    private void add(Value schema, String pointer) {
        schema.asObj().ifPresent(page -> pages.add(new Page(page, pointer)));
    }

    /** What a schema requires, at least in one of its branches. */
    private static void required(Value.Obj schema, Set<String> names) {
        schema.arr("required").ifPresent(required -> names.addAll(required.strings()));
        SchemaProperty.branches(schema, "").forEach(branch -> required(branch.schema(), names));
    }

    /** Whether a form can be sent without it. Forms send empty lists and objects by themselves, as well as what is constant. */
    private static boolean isOptional(@Nullable SchemaProperty property, Set<String> required) {
        if (property == null || required.contains(property.name())) {
            return false;
        }
        Value.Obj schema = property.schema();
        boolean brings = Stream.of("default", "const", "items", "properties").anyMatch(schema::has);
        return !brings
                && Stream.of("string", "number", "integer", "boolean")
                        .anyMatch(type -> schema.get("type").equals(Optional.of(Value.Str.of(type))));
    }

    /** What a page asks for only if something else is filled in is used by the form itself. */
    private void logic(Value.Obj schema) {
        schema.obj("dependencies").ifPresent(dependencies -> used.addAll(dependencies.keys()));
        schema.obj("if")
                .flatMap(condition -> condition.obj("properties"))
                .ifPresent(condition -> used.addAll(condition.keys()));
        schema.arr("allOf").stream()
                .flatMap(all -> all.values().stream())
                .flatMap(value -> value.asObj().stream())
                .forEach(this::logic);
    }

    /** Known only if the template declares which secrets it takes. */
    private Shape secrets(Value.Obj spec) {
        Shape declared = spec.obj("secrets")
                .flatMap(given -> given.obj("schema"))
                .map(Shape::ofSchema)
                .orElse(Shape.ANY);
        Map<String, Shape> members = new LinkedHashMap<>(declared.members());
        members.put("USER_OAUTH_TOKEN", Shape.STRING);
        for (SchemaProperty property : properties.values()) {
            if (isSecret(property)) {
                members.put(property.name(), Shape.STRING);
            }
            property.schema()
                    .obj("ui:options")
                    .flatMap(options -> options.obj("requestUserCredentials"))
                    .flatMap(credentials -> credentials.string("secretsKey"))
                    .ifPresent(key -> members.put(key, Shape.STRING));
        }
        Shape shape = declared.isClosedObject() ? Shape.object(members) : Shape.ANY;
        return shape.withSecret(true);
    }

    private static boolean isSecret(SchemaProperty property) {
        return property.schema().string("ui:field").filter("Secret"::equals).isPresent();
    }

    List<Page> pages() {
        return pages;
    }

    Set<String> names() {
        return new LinkedHashSet<>(properties.keySet());
    }

    Shape parameters() {
        return parameters;
    }

    Shape secrets() {
        return secrets;
    }

    /** Takes note of a chain of names that an expression looks up. */
    void referred(List<String> path) {
        boolean secret = path.get(0).equals("secrets");
        if (!secret && !path.get(0).equals("parameters")) {
            return;
        }
        if (path.size() > 1) {
            used.add(path.get(1));
        } else {
            usedWhole |= !secret;
        }
    }

    /** Reports parameters that nothing uses. */
    void unused(ProgramFindings findings) {
        for (SchemaProperty property : properties.values()) {
            boolean shownOnly =
                    property.schema().string("type").filter("null"::equals).isPresent();
            boolean usedAnyhow = usedWhole || decorators.contains(property.name());
            if (!usedAnyhow && !used.contains(property.name()) && !shownOnly) {
                findings.atKey(
                        Problem.warning(
                                "unused-parameter",
                                "The parameter \"" + property.name() + "\" is asked for but never used"),
                        property.pointer());
            }
        }
    }
}
