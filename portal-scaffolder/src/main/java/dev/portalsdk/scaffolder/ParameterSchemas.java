package dev.portalsdk.scaffolder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the values of a form against the JSON Schema of each of its pages. */
final class ParameterSchemas {
    /** Draft 7; what it does not know ({@code ui:field} and so on) is for the front end and passes without a word. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft7())
            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
            .build();

    // Schemas come from a template; references out of them are resolved by nobody.
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            DIALECT, builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build())
                    .schemaLoader(loader -> loader.fetchRemoteResources(false)));

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ParameterSchemas() {}

    /**
     * What is wrong with the values. Every page is checked against all values, because a page may ask for what another one defines; values
     * that no page knows are allowed, as in Backstage.
     */
    static List<Diagnostic> check(Template template, Value.Obj values) {
        List<Diagnostic> findings = new ArrayList<>();
        for (FormPage page : template.pages()) {
            check(template, page, values, findings);
        }
        return findings;
    }

    private static void check(Template template, FormPage page, Value.Obj values, List<Diagnostic> findings) {
        try {
            Schema schema = REGISTRY.getSchema(node(page.schema()));
            for (Error error : schema.validate(node(values))) {
                findings.add(finding(template, values, error));
            }
        } catch (SchemaException e) {
            findings.add(Diagnostic.error(
                            "template-schema",
                            "The form page \"" + page.title() + "\" of " + template.ref()
                                    + " has a schema that cannot be used: " + e.getMessage())
                    .entity(template.ref())
                    .build());
        }
    }

    private static Diagnostic finding(Template template, Value.Obj values, Error error) {
        String pointer = pointer(error.getInstanceLocation());
        Optional<String> missing =
                "required".equals(error.getKeyword()) ? Optional.ofNullable(error.getProperty()) : Optional.empty();
        String at = missing.map(name -> Pointers.child(pointer, name)).orElse(pointer);
        String field = at.isEmpty()
                ? "The parameters"
                : "The parameter " + at.substring(1).replace('/', '.');
        String problem = missing.isPresent() ? " is required" : ": " + error.getMessage();
        Diagnostic.Builder finding = Diagnostic.error("template-parameters", field + problem)
                .entity(template.ref())
                .pointer(at);
        values.at(pointer).filter(value -> missing.isEmpty()).ifPresent(finding::found);
        return finding.build();
    }

    private static String pointer(NodePath path) {
        String pointer = "";
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer = Pointers.child(pointer, String.valueOf(path.getElement(i)));
        }
        return pointer;
    }

    private static JsonNode node(Value value) {
        return MAPPER.valueToTree(value.toJava());
    }
}
