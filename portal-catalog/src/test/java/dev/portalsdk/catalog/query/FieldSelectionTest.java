package dev.portalsdk.catalog.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.model.Value;
import org.junit.jupiter.api.Test;

class FieldSelectionTest {
    private static final Value.Obj WHOLE = Value.parseJson(
                    "{\"kind\":\"API\",\"metadata\":{\"name\":\"a\",\"tags\":[\"x\"],\"annotations\":{\"a\":{\"b/c\":\"short\"},\"a.b/c\":\"long\",\"x.y\":\"1\"}},\"spec\":{\"n\":null}}")
            .asObj()
            .orElseThrow();

    @Test
    void chosenFieldsKeepTheirPlace() {
        assertEquals(
                "{\"metadata\":{\"name\":\"a\",\"tags\":[\"x\"]},\"kind\":\"API\"}",
                FieldSelection.parse(" metadata.name , metadata.tags,,kind")
                        .of(WHOLE)
                        .toJson());
    }

    @Test
    void keysMayHoldDotsAndTheLongestCounts() {
        assertEquals(
                "{\"metadata\":{\"annotations\":{\"a.b/c\":\"long\",\"x.y\":\"1\"}}}",
                FieldSelection.of("metadata.annotations.a.b/c", "metadata.annotations.x.y")
                        .of(WHOLE)
                        .toJson());
    }

    @Test
    void whatIsNotThereIsLeftOut() {
        assertEquals(
                "{}",
                FieldSelection.of("Kind", "metadata.tags.0", "spec.x", ".")
                        .of(WHOLE)
                        .toJson());
        assertEquals(
                "{\"spec\":{\"n\":null}}", FieldSelection.of("spec.n").of(WHOLE).toJson());
    }

    @Test
    void noFieldMeansAll() {
        assertEquals(WHOLE, FieldSelection.parse(" , ").of(WHOLE));
    }

    @Test
    void elementsOfListsCannotBeChosen() {
        assertThrows(IllegalArgumentException.class, () -> FieldSelection.of("metadata.tags[0]"));
        assertThrows(IllegalArgumentException.class, () -> FieldSelection.of(" "));
    }
}
