package dev.portalsdk.model.yaml;

import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;

/**
 * Writes values as YAML that reads back as the same value, here and in Backstage.
 *
 * <p>Texts that a reader could take for something else ({@code yes}, {@code 12}, {@code null}, {@code 2024-01-01}) are quoted; texts of several lines are written as
 * literal blocks; lines are not folded.
 */
public final class YamlWriter {
    private static final YAMLFactory FACTORY = YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .enable(YAMLGenerator.Feature.ALLOW_LONG_KEYS)
            .stringQuotingChecker(new Quoting())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(1_001).build())
            .build();

    private YamlWriter() {}

    /** One document, ending in a newline, without a {@code ---} line. */
    public static String write(Value value) {
        String json = value.toJson();
        // The emitter writes the separators U+2028 and U+2029 as \L and \P, which few readers of YAML 1.2 know, ours
        // among them. So it is given
        // other characters in their stead, from the private use area, which it writes as they are.
        return hasSeparators(json)
                ? withoutSeparators(value, unused(json, '\uE000'), unused(json, '\uF000'))
                : emit(value);
    }

    private static boolean hasSeparators(String text) {
        return text.indexOf('\u2028') >= 0 || text.indexOf('\u2029') >= 0;
    }

    private static String withoutSeparators(Value value, char line, char paragraph) {
        String json = value.toJson().replace('\u2028', line).replace('\u2029', paragraph);
        return emit(Value.parseJson(json)).replace(line, '\u2028').replace(paragraph, '\u2029');
    }

    private static char unused(String text, char first) {
        char candidate = first;
        while (text.indexOf(candidate) >= 0) {
            candidate++;
        }
        return candidate;
    }

    private static String emit(Value value) {
        StringWriter text = new StringWriter();
        try (YAMLGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("The value cannot be written as YAML", e);
        }
        return text.toString();
    }

    private static void write(Value value, YAMLGenerator out) throws IOException {
        if (value instanceof Value.Obj obj) {
            out.writeStartObject();
            for (String key : obj.keys()) {
                out.writeFieldName(key);
                write(obj.get(key).orElseThrow(), out);
            }
            out.writeEndObject();
        } else if (value instanceof Value.Arr arr) {
            out.writeStartArray();
            for (Value element : arr.values()) {
                write(element, out);
            }
            out.writeEndArray();
        } else {
            writeScalar(value, out);
        }
    }

    private static void writeScalar(Value value, YAMLGenerator out) throws IOException {
        if (value instanceof Value.Str text) {
            // Without this feature every text is put in double quotes; with it, every text of several lines becomes a
            // block.
            boolean lines = text.value().indexOf('\n') >= 0;
            out.configure(YAMLGenerator.Feature.MINIMIZE_QUOTES, !lines || Quoting.fitsBlock(text.value()));
            out.writeString(text.value());
        } else if (value instanceof Value.Num number) {
            writeNumber(number, out);
        } else if (value instanceof Value.Bool bool) {
            out.writeBoolean(bool.value());
        } else {
            out.writeNull();
        }
    }

    private static void writeNumber(Value.Num number, YAMLGenerator out) throws IOException {
        if (number.isLong()) {
            out.writeNumber(number.longValue());
        } else if (number.isIntegral()) {
            out.writeNumber((BigInteger) number.numberValue());
        } else if (Double.isFinite(number.doubleValue())) {
            out.writeNumber(number.doubleValue());
        } else {
            double value = number.doubleValue();
            out.writeNumber(Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf");
        }
    }
}
