package dev.portalsdk.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Values to and from JSON text. */
final class JsonText {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(JavaValues.MAX_DEPTH)
                            .maxStringLength(100 << 20)
                            .maxNameLength(100 << 20)
                            .build())
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(JavaValues.MAX_DEPTH + 1)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private JsonText() {}

    static Value parse(String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.isMissingNode()) {
                throw new IllegalArgumentException("The JSON text is empty");
            }
            return JavaValues.wrap(JavaValues.canonical(node));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new IllegalArgumentException("Not JSON" + place + ": " + e.getOriginalMessage(), e);
        }
    }

    static String write(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = MAPPER.createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("The value cannot be written as JSON", e);
        }
        return text.toString();
    }

    static String writePretty(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = MAPPER.createGenerator(text)) {
            generator.setPrettyPrinter(PRETTY.createInstance());
            write(value, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("The value cannot be written as JSON", e);
        }
        return text.toString();
    }

    static void write(Value value, OutputStream out) throws IOException {
        try (JsonGenerator generator = MAPPER.createGenerator(out)) {
            write(value, generator);
        }
    }

    private static void write(Value value, JsonGenerator generator) throws IOException {
        write(JavaValues.unwrap(value), generator);
    }

    // The tree has few kinds of nodes: going through it here costs half of what asking the mapper for their serializers
    // does.
    private static void write(JsonNode node, JsonGenerator generator) throws IOException {
        if (node instanceof ObjectNode object) {
            generator.writeStartObject();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                generator.writeFieldName(field.getKey());
                write(field.getValue(), generator);
            }
            generator.writeEndObject();
        } else if (node instanceof ArrayNode array) {
            generator.writeStartArray();
            for (JsonNode element : array) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (node.isTextual()) {
            generator.writeString(node.textValue());
        } else if (node.isBoolean()) {
            generator.writeBoolean(node.booleanValue());
        } else if (node.isNumber()) {
            writeNumber(node, generator);
        } else {
            generator.writeNull();
        }
    }

    /** NaN and the infinities, which JSON does not know, as null: as JavaScript does. */
    private static void writeNumber(JsonNode number, JsonGenerator generator) throws IOException {
        if (number.canConvertToLong() && number.isIntegralNumber()) {
            generator.writeNumber(number.longValue());
        } else if (number.isIntegralNumber()) {
            generator.writeNumber(number.bigIntegerValue());
        } else if (Double.isFinite(number.doubleValue())) {
            generator.writeNumber(number.doubleValue());
        } else {
            generator.writeNull();
        }
    }
}
