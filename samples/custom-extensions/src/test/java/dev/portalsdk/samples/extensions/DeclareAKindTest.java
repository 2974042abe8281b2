package dev.portalsdk.samples.extensions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclareAKindTest {
    @Test
    void aDeclaredKindGetsAllThatOursGet() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        DeclareAKind.run(new PrintStream(printed, true, StandardCharsets.UTF_8));
        assertEquals(
                List.of(
                        "airesource:default/review-skill is a skill of team-platform",
                        "airesource:default/review-skill dependsOn api:default/github / api:default/github dependencyOf airesource:default/review-skill",
                        "airesource:default/review-skill ownedBy group:default/team-platform / group:default/team-platform ownerOf"
                                + " airesource:default/review-skill",
                        "[ERROR] airesource:default/broken: The annotation \"myorg/maturity-level\" is not valid: \"high\"; expected a value that fits"
                                + " {\"enum\":[\"1\",\"2\",\"3\",\"4\",\"5\"]} | annotation catalog-info.yaml:18:27",
                        "[ERROR] airesource:default/broken: spec.owner is missing; there is \"ownr\": did you mean \"owner\"? | schema catalog-info.yaml:19:1",
                        "[WARNING] airesource:default/broken: spec.type is \"skil\"; did you mean \"skill\"? | unusual-value catalog-info.yaml:20:9",
                        "[WARNING] airesource:default/broken: spec.ownr is no field of kind AiResource; did you mean \"owner\"? | unknown-field"
                                + " catalog-info.yaml:22:3"),
                printed.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
