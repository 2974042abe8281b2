package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.kind.ComponentSpec;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntityValidatorTest {
    private static final String VALID = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: Web-Shop
              namespace: sales
            spec:
              type: service
              lifecycle: production
              owner: team-a
              system: shop
              dependsOn: [resource:db, 'component:other/api', resource:db]
              madeBy: hand
            """;

    private static Validated<Entity> validate(String yaml) {
        return validate(EntityValidator.of(Kinds.standard()), yaml);
    }

    private static Validated<Entity> validate(EntityValidator validator, String yaml) {
        EntityDescriptor descriptor =
                DescriptorReader.create().read("f.yaml", yaml).orThrow().get(0);
        return validator.validate(descriptor);
    }

    private static List<String> findings(String yaml) {
        return validate(yaml).findings().stream().map(Diagnostic::toString).toList();
    }

    @Test
    void aValidEntityHasIdentitySpecAndRelations() {
        Entity entity = validate(VALID).orThrow();
        assertEquals("component:sales/web-shop", entity.ref().toString());
        assertEquals("Web-Shop", entity.metadata().name());
        ComponentSpec spec = entity.as(Kinds.COMPONENT).orElseThrow();
        assertEquals("team-a", spec.owner());
        assertEquals(Optional.of("shop"), spec.system());
        assertEquals(List.of(), spec.providesApis());
        assertEquals(Optional.empty(), entity.as(Kinds.API));
        assertEquals(
                List.of(
                        "component:sales/web-shop dependsOn component:other/api",
                        "component:sales/web-shop dependsOn resource:sales/db",
                        "component:sales/web-shop ownedBy group:sales/team-a",
                        "component:sales/web-shop partOf system:sales/shop"),
                entity.relations().stream().map(Relation::toString).toList());
    }

    @Test
    void fieldsThatNoKindKnowsSurvive() {
        assertEquals(Optional.of("hand"), validate(VALID).orThrow().spec().string("madeBy"));
    }

    @Test
    void anAbsentNamespaceIsFilledIn() {
        Entity entity = validate(VALID.replace("  namespace: sales\n", "")).orThrow();
        assertEquals(
                Optional.of("default"),
                entity.toValue().at("/metadata/namespace").flatMap(Value::asString));
    }

    @Test
    void allMistakesAreToldAtOnceEachAtItsPlace() {
        String yaml = """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata:
                  name: web shop
                  namespace: Sales
                  tags: [ok, Not OK]
                  labels: {a/b/c: x, tier: 1}
                  annotations:
                    version: 2
                  links:
                    - url: nowhere
                    - title: no url
                spec:
                  type: ''
                  lifecycle: [production]
                  ownr: team-a
                  dependsOn:
                    - db
                extra: 1
                """;
        assertEquals(
                List.of(
                        "[ERROR] metadata.name is not valid: \"web shop\"; expected 1 to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit"
                                + " at both ends | field-format f.yaml:4:9",
                        "[ERROR] metadata.namespace is not valid: \"Sales\"; expected 1 to 63 lower-case letters, digits and \"-\", with a letter or digit at"
                                + " both ends | field-format f.yaml:5:14",
                        "[ERROR] metadata.tags[1] is not valid: \"Not OK\"; expected 1 to 63 lower-case letters, digits, \":\", \"+\" and \"#\", with single \"-\""
                                + " between them | field-format f.yaml:6:14",
                        "[ERROR] The key \"a/b/c\" of metadata.labels is not valid; expected [prefix/]name: the prefix a lower-case DNS name of at most 253"
                                + " characters, the name 1 to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both ends | field-format f.yaml:7:12",
                        "[ERROR] metadata.labels.tier must be a text, but is the number 1; put it in quotes | envelope f.yaml:7:28",
                        "[ERROR] metadata.annotations.version must be a text, but is the number 2; put it in quotes | envelope f.yaml:9:14",
                        "[ERROR] metadata.links[0].url is not valid: \"nowhere\"; expected an absolute URL, e.g. \"https://host/path\" | field-format f.yaml:11:12",
                        "[ERROR] metadata.links[1].url is missing | envelope f.yaml:12:7",
                        "[ERROR] spec.owner is missing; there is \"ownr\": did you mean \"owner\"? | schema f.yaml:13:1",
                        "[ERROR] spec.type must not be empty, but is \"\" | schema f.yaml:14:9",
                        "[ERROR] spec.lifecycle must be a text, but is a list | schema f.yaml:15:14",
                        "[WARNING] spec.ownr is no field of kind Component; did you mean \"owner\"? | unknown-field f.yaml:16:3",
                        "[ERROR] spec.dependsOn[0]: Entity reference \"db\" is not [<kind>:][<namespace>/]<name>: it names no kind and this field has no"
                                + " default kind; try \"component:db\" or another kind | entity-ref f.yaml:18:7",
                        "[ERROR] Unknown field \"extra\" at the root | unknown-root-field f.yaml:19:1"),
                validate(yaml).findings().stream()
                        .map(finding -> finding.toString().replace("component:sales/web shop: ", ""))
                        .toList());
    }

    @Test
    void referencesAreCheckedEvenWithoutAName() {
        assertEquals(
                List.of("envelope f.yaml:3:1", "entity-ref f.yaml:8:10"),
                findings(VALID.replace("  name: Web-Shop\n", "").replace("team-a", "'a:'")).stream()
                        .map(finding -> finding.substring(finding.lastIndexOf(" | ") + 3))
                        .toList());
    }

    @Test
    void unknownKindsAndVersionsGetASuggestion() {
        assertEquals(
                List.of(
                        "[ERROR] componet:sales/web-shop: The kind \"Componet\" is not known here; did you mean \"Component\"? | unknown-kind"
                                + " f.yaml:2:7"),
                findings(VALID.replace("Component", "Componet")));
        assertEquals(
                List.of(
                        "[ERROR] component:sales/web-shop: The kind \"component\" is not known here; did you mean \"Component\"? | unknown-kind"
                                + " f.yaml:2:7"),
                findings(VALID.replace("Component", "component")));
        assertEquals(
                List.of(
                        "[ERROR] component:sales/web-shop: The apiVersion \"backstage.io/v1\" of kind Component is not known here; known for Component:"
                                + " backstage.io/v1alpha1, backstage.io/v1beta1 | unknown-api-version f.yaml:1:13"),
                findings(VALID.replace("v1alpha1", "v1")));
    }

    @Test
    void aLifecycleThatIsAlmostAWellKnownOneGetsAHint() {
        assertEquals(
                List.of(
                        "[WARNING] component:sales/web-shop: spec.lifecycle is \"producton\"; did you mean \"production\"? | unusual-value f.yaml:8:14"),
                findings(VALID.replace("production", "producton")));
        assertEquals(List.of(), findings(VALID.replace("production", "sunset")));
    }

    @Test
    void relationsAndStatusAreTheCatalogsToGive() {
        assertTrue(
                findings(VALID + "relations: []\n").get(0).contains("the catalog itself gives relations; remove it"));
    }

    @Test
    void anApiHasADefinitionAndAnMcpServerHasRemotes() {
        String api = VALID.replace("Component", "API").replace("type: service", "type: openapi");
        assertTrue(findings(api).get(0).contains("spec.definition is missing"));
        String server = VALID.replace("Component", "API").replace("type: service", "type: mcp-server");
        assertTrue(findings(server).get(0).contains("spec.remotes is missing"));
        Entity entity = validate(server + "  remotes: [{type: sse, url: 'https://x'}]\n")
                .orThrow();
        assertEquals(
                "https://x", entity.as(Kinds.API).orElseThrow().remotes().get(0).url());
    }

    @Test
    void dependencyOfMakesTheInverseRelation() {
        Entity entity = validate(VALID.replace(
                        "dependsOn: [resource:db, 'component:other/api', resource:db]", "dependencyOf: [component:x]"))
                .orThrow();
        assertTrue(entity.relations().stream()
                .anyMatch(relation ->
                        relation.toString().equals("component:sales/web-shop dependencyOf component:sales/x")
                                && relation.inverse()
                                        .toString()
                                        .equals("component:sales/x dependsOn component:sales/web-shop")));
    }

    @Test
    void dependencyOfThatIsNoReferenceIsIgnoredAsInBackstage() {
        Validated<Entity> validated = validate(VALID + "  dependencyOf: [1, component:x]\n");
        assertEquals(
                List.of(
                        "[WARNING] component:sales/web-shop: spec.dependencyOf[0] is no reference and makes no relation: the number 1 | relation-field"
                                + " f.yaml:13:18"),
                validated.findings().stream().map(Diagnostic::toString).toList());
        assertEquals(
                List.of("component:x"),
                validated.orThrow().as(Kinds.COMPONENT).orElseThrow().dependencyOf());
    }

    @Test
    void formatsAndPoliciesAreReplaceable() {
        FieldFormats upper =
                FieldFormats.standard().with(FieldFormat.TAG, tag -> tag.matches("[A-Z]+"), "upper-case letters");
        EntityValidator validator = EntityValidator.of(Kinds.standard()).withPolicies(EntityPolicies.standard(upper));
        String tagged = VALID.replace("  namespace: sales\n", "  namespace: sales\n  tags: [ABC, abc]\n");
        assertEquals(
                List.of(
                        "[ERROR] component:sales/web-shop: metadata.tags[1] is not valid: \"abc\"; expected upper-case letters | field-format f.yaml:6:15"),
                validate(validator, tagged).findings().stream()
                        .map(Diagnostic::toString)
                        .toList());
        EntityValidator lenient = EntityValidator.of(Kinds.standard()).withPolicies(List.of());
        assertEquals(List.of(), validate(lenient, VALID + "extra: 1\n").findings());
    }

    @Test
    void whatIsWrongIsToldOnceAndWhatIsBelowItNotAtAll() {
        assertEquals(
                1,
                findings(
                                "kind: Component\napiVersion: backstage.io/v1alpha1\nspec: {type: t, lifecycle: l, owner: o}\n")
                        .size());
        assertEquals(1, findings(VALID.replace("team-a", "null")).size());
        String labelled = VALID.replace(
                "  namespace: sales\n", "  namespace: sales\n  labels: {'bad key': 'bad value!'}\n  links: [5]\n");
        assertEquals(
                List.of("field-format f.yaml:6:12", "field-format f.yaml:6:23", "envelope f.yaml:7:11"),
                findings(labelled).stream()
                        .map(finding -> finding.substring(finding.lastIndexOf(" | ") + 3))
                        .toList());
    }

    @Test
    void slipsInMetadataAndNestedFieldsGetAHint() {
        assertEquals(
                List.of(
                        "[WARNING] component:sales/web-shop: metadata.lables is no field of the metadata; did you mean \"labels\"? | unknown-field"
                                + " f.yaml:6:3"),
                findings(VALID.replace("  namespace: sales\n", "  namespace: sales\n  lables: {}\n")));
        String user =
                "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: u\nspec:\n  memberOf: []\n  profile:\n    emial: x\n";
        assertEquals(
                List.of(
                        "[WARNING] user:default/u: spec.profile.emial is no field of kind User; did you mean \"email\"? | unknown-field f.yaml:8:5"),
                findings(user));
    }

    @Test
    void aPolicyThatThrowsIsAFinding() {
        EntityPolicy failing = descriptor -> {
            throw new IllegalStateException("out of order");
        };
        EntityValidator validator = EntityValidator.of(Kinds.standard()).withPolicies(List.of(failing));
        Validated<Entity> validated = validate(validator, VALID);
        assertTrue(validated.value().isEmpty());
        assertTrue(validated.findings().get(0).message().contains("out of order"));
    }

    @Test
    void namesOfKeysAndValuesCannotDriveATerminal() {
        assertTrue(findings(VALID + "\"a\\nb\\e[31m\": 1\n").get(0).contains("a\\u000ab\\u001b[31m"));
    }

    @Test
    void urlsOfLinksAreWhatABrowserTakes() {
        for (String url : List.of(
                "https://host/path",
                "http://a_b/c",
                "http://h:000080",
                "HTTP://X",
                "mailto:a@b",
                "http:x",
                "https://[::1]/",
                "file:///x",
                "http://1.2.3.4",
                "https://bücher.example")) {
            assertTrue(FieldFormat.LINK_URL.accepts(url), url);
        }
        for (String url : List.of(
                "nowhere",
                "http://",
                "http://256.1.1.1",
                "http://1.2.3.4.5",
                "http://[:::]",
                "http://[1::2::3]",
                "http://a%20b",
                "http://a%zz",
                "http://%00",
                "https://0x100000000",
                "file://a b/",
                "http://h:65536",
                "http://a b")) {
            assertTrue(!FieldFormat.LINK_URL.accepts(url), url);
        }
        assertTrue(!FieldFormat.LINK_URL.accepts("a" + " ".repeat(200_000) + "b"));
    }

    @Test
    void withoutPoliciesADocumentWithoutIdentityIsStillNoEntity() {
        EntityValidator lenient = EntityValidator.of(Kinds.standard()).withPolicies(List.of());
        Validated<Entity> validated = validate(lenient, "a: 1\n");
        assertTrue(validated.value().isEmpty());
    }
}
