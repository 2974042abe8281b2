package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubstitutionTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("A", "1", "EMPTY", "", "PADDED", " x \n", "CURSED", "$1${A}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "plain|plain",
                "${A}|1",
                "${ A }|1",
                "a${A}b${A}c|a1b1c",
                "$${A}|${A}",
                "$${A} ${A}|${A} 1",
                "${NO:-x}|x",
                "${NO:- x y }|x y",
                "${A:-x}|1",
                "${EMPTY:-x}|x",
                "[${EMPTY}]|[]",
                "${NO:-}.|.",
                "${PADDED}|x",
                "${CURSED}|$1${A}",
                "$A|$A",
                "${|${",
                "${A{}|${A{}",
                "a}b|a}b"
            })
    void substitutes(String template, String expected) {
        assertEquals(
                Optional.of(expected),
                Substitution.of(template, ENVIRONMENT::get).text());
    }

    @Test
    void oneUnsetVariableMakesTheWholeTextAbsentAndAllAreNamed() {
        Substitution result = Substitution.of("x ${A} ${NO} ${NEITHER}", ENVIRONMENT::get);
        assertEquals(Optional.empty(), result.text());
        assertEquals(List.of("NO", "NEITHER"), result.missing());
    }

    @Property
    boolean textWithoutVariablesStaysAsItIs(@ForAll String text) {
        return text.contains("${")
                || Substitution.of(text, name -> "never").text().equals(Optional.of(text));
    }

    @Property
    boolean valuesAreNotSubstitutedAgain(@ForAll String value) {
        return Substitution.of("<${V}>", name -> value).text().equals(Optional.of("<" + value.strip() + ">"));
    }
}
