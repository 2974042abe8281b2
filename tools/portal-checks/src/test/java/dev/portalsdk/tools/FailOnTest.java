package dev.portalsdk.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Diagnostic;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailOnTest {
    @ParameterizedTest
    @CsvSource({
        "never, 0, 0, 0, 0",
        "error, 0, 0, 0, 2",
        "warning, 0, 0, 1, 2",
        "info, 0, 1, 1, 2",
    })
    void theWorstFindingThatCountsDecides(String name, int none, int info, int warning, int error) {
        FailOn failOn = FailOn.valueOf(name.toUpperCase(java.util.Locale.ROOT));
        Diagnostic one = Diagnostic.info("a", "a").build();
        Diagnostic two = Diagnostic.warning("a", "a").build();
        Diagnostic three = Diagnostic.error("a", "a").build();
        assertEquals(none, failOn.exitCode(List.of()));
        assertEquals(info, failOn.exitCode(List.of(one)));
        assertEquals(warning, failOn.exitCode(List.of(two, one)));
        assertEquals(error, failOn.exitCode(List.of(one, three, two)));
    }
}
