package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EntityRulesTest {

    @Nested
    class Duplicates {
        private static final String TWO = """
                @
                kind: Group
                metadata: {name: Team}
                spec: {type: team, children: []}
                ---
                @
                kind: Group
                metadata:
                  name: team
                spec: {type: team, children: []}
                """;

        @Test
        void bothPlacesAreToldWhateverTheCase() throws Exception {
            assertEquals(
                    List.of(
                            "[ERROR] group:default/team: group:default/team is defined twice, also at catalog-info.yaml:9:9;"
                                    + " rename or remove all but one | duplicate-ref catalog-info.yaml:3:18",
                            "[ERROR] group:default/team: group:default/team is defined twice, also at catalog-info.yaml:3:18;"
                                    + " rename or remove all but one | duplicate-ref catalog-info.yaml:9:9"),
                    texts(CatalogText.findings(new DuplicateRefs(), CatalogText.read(TWO))));
        }

        @Test
        void manyDefinitionsDoNotMakeLongMessages() throws Exception {
            List<CheckedEntity> many = new ArrayList<>();
            CatalogText.read((TWO + "---\n").repeat(10).replaceAll("---\n$", ""))
                    .forEach(many::add);
            List<Diagnostic> findings = CatalogText.findings(new DuplicateRefs(), many);
            assertEquals(20, findings.size());
            assertTrue(
                    findings.get(0).message().endsWith(" and 16 more"),
                    findings.get(0).message());
            assertTrue(
                    findings.get(0).message().contains("defined 20 times"),
                    findings.get(0).message());
        }
    }

    @Nested
    class GroupsAndUsers {

        @Test
        void countAsReferredToByOthersOnly() throws Exception {
            List<CheckedEntity> entities = List.of(
                    CatalogText.entity("Group", "owner", Value.Obj.empty()),
                    CatalogText.entity("Group", "with-user", Value.Obj.empty()),
                    CatalogText.entity("Group", "above", Value.Obj.empty()),
                    CatalogText.entity("Group", "below", Value.Obj.of("parent", "above")),
                    CatalogText.entity("Group", "itself", Value.Obj.of("parent", "itself")),
                    CatalogText.entity("User", "member", Value.Obj.of("memberOf", List.of("with-user"))),
                    CatalogText.entity("User", "alone", Value.Obj.of("memberOf", List.of())),
                    CatalogText.component("web", "owner", "owner"));
            assertEquals(
                    List.of(
                            "No other entity refers to group:default/below",
                            "No other entity refers to group:default/itself",
                            "No other entity refers to user:default/alone"),
                    CatalogText.findings(new Unreferenced(), entities).stream()
                            .map(Diagnostic::message)
                            .toList());
        }
    }

    @Nested
    class Tags {

        @Test
        void usedOnceAndLikeAnOftenUsedOneAreTold() throws Exception {
            List<CheckedEntity> entities = new ArrayList<>(Collections.nCopies(5, tagged("java", "kafka", "java17")));
            entities.add(tagged("rust", "kafak", "java21", "kafk", "java"));
            List<Diagnostic> findings = CatalogText.findings(new UnusualTags(), entities);
            assertEquals(
                    List.of(
                            "metadata.tags[1] \"kafak\" is used nowhere else, but \"kafka\" is by 5 entities",
                            "metadata.tags[3] \"kafk\" is used nowhere else, but \"kafka\" is by 5 entities"),
                    findings.stream().map(Diagnostic::message).toList());
            assertEquals("/metadata/tags/1", findings.get(0).pointer());
        }

        @Test
        void fourUsesAreNotOften() throws Exception {
            List<CheckedEntity> entities = new ArrayList<>(Collections.nCopies(4, tagged("kafka")));
            entities.add(tagged("kafak"));
            assertEquals(List.of(), CatalogText.findings(new UnusualTags(), entities));
        }

        private CheckedEntity tagged(String... tags) {
            return CatalogText.entity("Component", Value.Obj.of("name", "x", "tags", List.of(tags)), Value.Obj.empty());
        }
    }

    private static List<String> texts(List<Diagnostic> findings) {
        return findings.stream().map(Diagnostic::toString).toList();
    }
}
