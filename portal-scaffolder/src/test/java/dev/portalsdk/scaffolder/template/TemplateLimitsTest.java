package dev.portalsdk.scaffolder.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateLimitsTest {
    private static TemplateLimits.Builder limits() {
        return TemplateLimits.builder();
    }

    @Test
    void copiesKeepWhatIsNotSet() {
        TemplateLimits limits = limits().steps(7).build().toBuilder().nesting(9).build();

        assertEquals(7, limits.steps());
        assertEquals(9, limits.nesting());
        assertEquals(TemplateLimits.DEFAULT.time(), limits.time());
    }

    @Test
    void whatIsNotPositiveOrTooDeepIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> limits().steps(0));
        assertThrows(IllegalArgumentException.class, () -> limits().outputChars(-1));
        assertThrows(IllegalArgumentException.class, () -> limits().nesting(501));
        assertThrows(IllegalArgumentException.class, () -> limits().macroDepth(0));
        assertThrows(IllegalArgumentException.class, () -> limits().time(Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource
    void eachLimitStopsARendering(TemplateLimits limits, String text) {
        NunjucksEngine engine = NunjucksEngine.builder().limits(limits).build();
        Value.Obj values = Value.Obj.of("word", "0123456789");

        TemplateException failure = assertThrows(
                TemplateException.class, () -> engine.parse(text, SourceLocation.startOf("t"), TemplateSyntax.STANDARD)
                        .render(TemplateData.of(values)));

        assertEquals(TemplateException.Kind.LIMIT, failure.kind(), failure::getMessage);
    }

    static Stream<Arguments> eachLimitStopsARendering() {
        return Stream.of(
                Arguments.of(limits().sourceChars(9).build(), "0123456789"),
                Arguments.of(limits().steps(5).build(), "{% for a in range(9) %}{% endfor %}"),
                Arguments.of(limits().nesting(3).build(), "${{ ((((1)))) }}"),
                Arguments.of(limits().macroDepth(3).build(), "{% macro m() %}${{ m() }}{% endmacro %}${{ m() }}"),
                Arguments.of(limits().outputChars(15).build(), "${{ word }}${{ word }}"),
                Arguments.of(limits().valueChars(15).build(), "{% set x = word + word %}"),
                Arguments.of(limits().madeChars(25).build(), "{% set x = word + word %}${{ word }}"),
                Arguments.of(limits().listSize(3).build(), "{% set x = range(4) %}"),
                Arguments.of(limits().filterCalls(1).build(), "${{ word | upper | lower }}"),
                Arguments.of(
                        limits().time(Duration.ofNanos(1)).build(), "{% for a in range(9999) %}${{ a }}{% endfor %}"));
    }
}
