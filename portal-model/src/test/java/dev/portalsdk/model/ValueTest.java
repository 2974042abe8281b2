package dev.portalsdk.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueTest {
    record Inner(String name, List<Integer> numbers) {}

    record Outer(String text, Optional<Inner> inner, Map<String, String> map, Value any, Optional<Value.Obj> object) {}

    @Test
    void isMadeOfJavaObjects() {
        assertEquals(
                "{\"name\":\"x\",\"numbers\":[1,2]}",
                Value.of(new Inner("x", List.of(1, 2))).toJson());
        assertEquals(
                "[null,true,\"RED\",1.5]",
                Value.of(Arrays.asList(null, true, Colour.RED, 1.5f)).toJson());
    }

    enum Colour {
        RED
    }

    @Test
    void refusesWhatIsNoValueNamingThePlace() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Value.of(Map.of("a", List.of(1, new Object()))));
        assertTrue(e.getMessage().startsWith("The value at /a/1 is a java.lang.Object"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Value.of(Map.of(1, 2)));
    }

    @Test
    void numbersAreEqualByValue() {
        assertEquals(Value.of(1), Value.of(1L));
        assertEquals(Value.of(1), Value.of(1.0));
        assertEquals(Value.of(1), Value.of(new BigDecimal("1.00")));
        assertEquals(Value.of(1), Value.of(BigInteger.ONE));
        assertEquals(Value.parseJson("{\"a\": 1.0}"), Value.of(Map.of("a", (short) 1)));
        assertNotEquals(Value.of(1), Value.of("1"));
        assertNotEquals(Value.of(9007199254740993L), Value.of(9007199254740992L));
    }

    @ParameterizedTest
    @CsvSource({
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "1.5e-7, 1.5e-7",
        "0.000001, 0.000001",
        "123.456, 123.456",
        "-0.0, 0",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.1, 0.1",
        "NaN, NaN",
        "-Infinity, -Infinity",
        "2e-3, 0.002"
    })
    void numbersPrintAsInJavaScript(double number, String printed) {
        assertEquals(printed, Value.Num.of(number).toString());
    }

    @Test
    void whatIsNoJsonNumberIsWrittenAsNull() {
        assertEquals(
                "[null,null]",
                Value.of(List.of(Double.NaN, Double.POSITIVE_INFINITY)).toJson());
    }

    @Test
    void pointersLeadToChildren() {
        Value value = Value.parseJson("{\"a/b\": [{\"~\": 1}], \"\": 2}");
        assertEquals(Optional.of(Value.of(1)), value.at("/a~1b/0/~0"));
        assertEquals(Optional.of(Value.of(2)), value.at("/"));
        assertEquals(Optional.of(value), value.at(""));
        assertEquals(Optional.empty(), value.at("/a~1b/00"));
        assertEquals(Optional.empty(), value.at("/a~1b/1"));
        assertThrows(IllegalArgumentException.class, () -> value.at("a"));
    }

    @Test
    void objectsKeepTheirOrderAndAreCopiedOnChange() {
        Value.Obj first = Value.Obj.of("b", 1, "a", 2);
        Value.Obj changed = first.with("b", Value.of(3)).with("c", Value.of(4)).without("a");
        assertEquals("{\"b\":1,\"a\":2}", first.toJson());
        assertEquals("{\"b\":3,\"c\":4}", changed.toJson());
        assertEquals(Value.Obj.of("a", 2, "b", 1), first);
    }

    @Test
    void abuilderBuildsOnce() {
        Value.Obj.Builder builder = Value.Obj.builder().put("a", "x");
        builder.build();
        assertThrows(IllegalStateException.class, () -> builder.put("b", "y"));
    }

    @Test
    void bindsToRecords() {
        Outer outer = Value.parseJson(
                        "{\"text\": \"t\", \"inner\": {\"name\": \"n\"}, \"any\": [1], \"ignored\": true}")
                .to(Outer.class);
        assertEquals(new Inner("n", List.of()), outer.inner().orElseThrow());
        assertEquals(Map.of(), outer.map());
        assertEquals(Value.of(List.of(1)), outer.any());
        assertEquals(Optional.empty(), outer.object());
    }

    @Test
    void bindingNamesThePlaceOfAMistake() {
        Value value = Value.parseJson("{\"text\": \"t\", \"inner\": {\"name\": \"n\", \"numbers\": [1, \"two\"]}}");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> value.to(Outer.class));
        assertTrue(e.getMessage().startsWith("/inner/numbers/1: "), e.getMessage());
        Value number = Value.parseJson("{\"text\": 5}");
        e = assertThrows(IllegalArgumentException.class, () -> number.to(Outer.class));
        assertTrue(e.getMessage().startsWith("/text: "), e.getMessage());
    }

    @Test
    void jsonThatIsNoneIsRefusedWithItsPlace() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Value.parseJson("{\"a\": 1,\n \"a\": 2}"));
        assertTrue(e.getMessage().contains("line 2"), e.getMessage());
        for (String text :
                List.of("{} {}", "", " ", "{", "[1", "[1,]", "{\"a\"}", "{\"a\": }", "]", "NaN", "'a'", "01", "\"a")) {
            assertThrows(IllegalArgumentException.class, () -> Value.parseJson(text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> Value.parseJson("[".repeat(5_000)));
    }
}
