package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.kind.Kinds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The same verdict as Backstage on every recorded case. Wording is ours; a message has to name the field. */
class ModelConformanceTest {
    private static final String OK = "OK";
    private static final String ERROR = "error";

    record AiResourceSpec(
            String type, String lifecycle, String owner, java.util.Optional<String> system, List<String> dependsOn) {}

    private static final Kind<AiResourceSpec> AI_RESOURCE = Kind.builder("AiResource", AiResourceSpec.class)
            .apiVersion("backstage.io/v1alpha1")
            .apiVersion("backstage.io/v1beta1")
            .schemaResource(ModelConformanceTest.class, "ai-resource.schema.json")
            .relation(RelationField.of("owner", RelationType.OWNED_BY, "Group", "User"))
            .relation(RelationField.of("system", RelationType.PART_OF, "System"))
            .relation(RelationField.withExplicitKind("dependsOn", RelationType.DEPENDS_ON))
            .build();

    private static final EntityValidator SCHEMAS_ONLY =
            EntityValidator.of(Kinds.standard().plus(AI_RESOURCE)).withPolicies(List.of(EntityPolicies.schemaValid()));

    @TestFactory
    Stream<DynamicTest> fieldFormats() throws IOException {
        return byFunction("model/field-validators.jsonl", vector -> {
            boolean valid = vector.get("input").orElseThrow() instanceof Value.Str text
                    && isValid(vector.string("fn").orElseThrow(), text.value());
            return String.valueOf(valid);
        });
    }

    private static boolean isValid(String function, String text) {
        String name = function.substring(function.indexOf('.') + 1);
        return switch (name) {
            case "isValidApiVersion" -> FieldFormat.API_VERSION.accepts(text);
            case "isValidKind" -> FieldFormat.KIND.accepts(text);
            case "isValidObjectName", "isValidEntityName" -> FieldFormat.NAME.accepts(text);
            case "isValidNamespace", "isValidDnsLabel" -> FieldFormat.NAMESPACE.accepts(text);
            case "isValidDnsSubdomain" -> FieldFormat.ANNOTATION_KEY.accepts(text + "/a");
            case "isValidLabelKey" -> FieldFormat.LABEL_KEY.accepts(text);
            case "isValidLabelValue" -> FieldFormat.LABEL_VALUE.accepts(text);
            case "isValidAnnotationKey" -> FieldFormat.ANNOTATION_KEY.accepts(text);
            case "isValidAnnotationValue" -> FieldFormat.ANNOTATION_VALUE.accepts(text);
            // The older of Backstage's two tag functions knows no colon; its policy uses the newer one, and so do we.
            case "isValidTag" ->
                FieldFormat.TAG.accepts(text) && (!function.startsWith("Common.") || text.indexOf(':') < 0);
            case "isValidUrl" -> FieldFormat.LINK_URL.accepts(text);
            case "isValidString", "isNonEmptyString" -> FieldFormat.LINK_TITLE.accepts(text);
            default -> throw new AssertionError("No format of ours stands for " + function);
        };
    }

    @TestFactory
    Stream<DynamicTest> entitySchemas() throws IOException {
        return byFunction("model/entity-schema.jsonl", vector -> {
            String function = vector.string("fn").orElseThrow();
            Value input = vector.get("input").orElseThrow();
            return input.asObj().map(root -> verdict(function, root)).orElse(ERROR);
        });
    }

    private static String verdict(String function, Value.Obj root) {
        EntityDescriptor descriptor = EntityDescriptor.of(root);
        if (function.startsWith("kind.")) {
            return kindVerdict(function.substring("kind.".length()), descriptor);
        }
        return switch (function) {
            case "entityEnvelopeSchemaValidator" -> envelopeVerdict(descriptor);
            case "entitySchemaValidator", "policy.SchemaValidEntityPolicy" ->
                policyVerdict(EntityPolicies.schemaValid(), descriptor);
            case "policy.NoForeignRootFieldsEntityPolicy" ->
                policyVerdict(EntityPolicies.noForeignRootFields(), descriptor);
            case "policy.DefaultNamespaceEntityPolicy" -> policyVerdict(EntityPolicies.defaultNamespace(), descriptor);
            case "policy.FieldFormatEntityPolicy" ->
                policyVerdict(EntityPolicies.fieldFormats(FieldFormats.standard()), descriptor);
            default -> throw new AssertionError("Nothing of ours stands for " + function);
        };
    }

    private static String policyVerdict(EntityPolicy policy, EntityDescriptor descriptor) {
        return errors(policy.apply(descriptor).findings()).isEmpty() ? OK : ERROR;
    }

    /** The envelope is what an entity needs to have an identity at all. */
    private static String envelopeVerdict(EntityDescriptor descriptor) {
        Set<String> envelope = Set.of("", "/apiVersion", "/kind", "/metadata", "/metadata/name", "/metadata/namespace");
        return EntityPolicies.schemaValid().apply(descriptor).findings().stream()
                        .anyMatch(finding -> envelope.contains(finding.pointer()))
                ? ERROR
                : OK;
    }

    private static String kindVerdict(String kind, EntityDescriptor descriptor) {
        if (descriptor
                .kind()
                .filter(other -> !other.equals(kind) && !other.isEmpty())
                .isPresent()) {
            return "false";
        }
        // Backstage reads references later than its kind validators run.
        List<Diagnostic> errors = errors(SCHEMAS_ONLY.validate(descriptor).findings()).stream()
                .filter(error -> !error.ruleId().equals("entity-ref"))
                .toList();
        if (errors.stream()
                .anyMatch(error -> error.ruleId().startsWith("unknown-api")
                        || error.ruleId().equals("unknown-kind"))) {
            return "false";
        }
        errors.forEach(error -> assertTrue(
                error.pointer().isEmpty() || error.message().contains(lastName(error.pointer())),
                () -> "The message names no field: " + error));
        return errors.isEmpty() ? "true" : ERROR;
    }

    private static String lastName(String pointer) {
        String last = pointer.substring(pointer.lastIndexOf('/') + 1);
        return last.matches("[0-9]+") ? "[" + last + "]" : last;
    }

    @TestFactory
    Stream<DynamicTest> references() throws IOException {
        return byFunction("model/refs.jsonl", vector -> {
            try {
                return reference(
                        vector.string("fn").orElseThrow(), vector.get("input").orElseThrow());
            } catch (IllegalArgumentException e) {
                return ERROR;
            }
        });
    }

    private static String reference(String function, Value input) {
        return switch (function) {
            case "parseEntityRef" -> parse(((Value.Arr) input).get(0), ((Value.Arr) input).get(1));
            case "stringifyEntityRef", "getCompoundEntityRef" ->
                ref(input.asObj().orElseThrow()).toString();
            case "parseLocationRef" ->
                LocationRef.parse(input.asString().orElse("")).toString();
            case "stringifyLocationRef" -> new LocationRef(text(input, "/type"), text(input, "/target")).toString();
            default -> throw new AssertionError("Nothing of ours stands for " + function);
        };
    }

    private static String parse(Value reference, Value defaults) {
        String kind = text(defaults, "/defaultKind");
        String namespace = text(defaults, "/defaultNamespace");
        if (reference instanceof Value.Str text) {
            return EntityRef.parse(text.value(), kind, namespace).toString();
        }
        // The compound form exists in Backstage's code only; in ours it is the record itself.
        Value.Obj compound = reference.asObj().orElseThrow(() -> new IllegalArgumentException("no reference"));
        String ownNamespace = compound.string("namespace").orElse(namespace.isEmpty() ? "default" : namespace);
        return new EntityRef(
                        compound.string("kind").orElse(kind),
                        ownNamespace,
                        compound.string("name").orElse(""))
                .toString();
    }

    private static EntityRef ref(Value.Obj entityOrCompound) {
        Value.Obj named = entityOrCompound.obj("metadata").orElse(entityOrCompound);
        return new EntityRef(
                entityOrCompound.string("kind").orElse(""),
                named.string("namespace").orElse("default"),
                named.string("name").orElse(""));
    }

    private static String text(Value holder, String pointer) {
        return holder.at(pointer).flatMap(Value::asString).orElse("");
    }

    /** One test for each function; each names every case that differs. */
    private static Stream<DynamicTest> byFunction(String file, Function<Value.Obj, String> answer) throws IOException {
        Map<String, List<Value.Obj>> byFunction = ConformanceData.cases(file).stream()
                .collect(Collectors.groupingBy(
                        vector -> vector.string("fn").orElseThrow(), LinkedHashMap::new, Collectors.toList()));
        return byFunction.entrySet().stream()
                .map(group -> DynamicTest.dynamicTest(
                        group.getKey() + " (" + group.getValue().size() + ")", () -> {
                            List<String> differing = new ArrayList<>();
                            for (Value.Obj vector : group.getValue()) {
                                String expected = expected(vector);
                                String actual = answer.apply(vector);
                                if (!expected.equals(actual)) {
                                    differing.add(vector.get("input").orElseThrow() + ": " + expected
                                            + " expected, but is " + actual);
                                }
                            }
                            assertEquals(List.of(), differing);
                        }));
    }

    private static String expected(Value.Obj vector) {
        if (vector.has("error")) {
            return ERROR;
        }
        Value output = vector.get("output").orElseThrow();
        if (output instanceof Value.Obj parsed) {
            String text = parsed.has("target")
                    ? text(parsed, "/type") + ":" + text(parsed, "/target")
                    : text(parsed, "/kind") + ":" + text(parsed, "/namespace") + "/" + text(parsed, "/name");
            return parsed.has("target") ? text : text.toLowerCase(Locale.ROOT);
        }
        String text = output.asString().orElseGet(output::toString);
        // docs/compatibility.md: Backstage prints a ref with an empty part as "k:/n", which it cannot parse; no such
        // ref can be made here.
        return text.contains(":/") ? ERROR : text;
    }

    private static List<Diagnostic> errors(List<Diagnostic> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }
}
