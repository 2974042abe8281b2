package dev.portalsdk.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .build();

    private static final DefaultPrettyPrinter PRETTY = new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    /** Keys and elements for which there is room at first. */
    private static final int USUAL_SIZE = 4;

    private JsonText() {}

    static Value parse(String json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException("The JSON text is empty");
            }
            JsonNode node = read(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "More follows after the value");
            }
            return JavaValues.wrap(node);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new IllegalArgumentException("Not JSON" + place + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("A text cannot be read", e);
        }
    }

    /** The value that begins at the current token, with canonical numbers: a tree of the mapper's own would have to be copied. As deep as the parser lets it be. */
    private static JsonNode read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> TextNode.valueOf(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JavaValues.number(parser.getNumberValue());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            case VALUE_NULL -> NullNode.getInstance();
            default -> throw new JsonParseException(parser, "No value begins with " + parser.getText());
        };
    }

    private static JsonNode readObject(JsonParser parser) throws IOException {
        FieldMap.Collector fields = new FieldMap.Collector(USUAL_SIZE);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (fields.has(name)) {
                throw new JsonParseException(parser, "Duplicate field '" + name + "'");
            }
            parser.nextToken();
            fields.put(name, read(parser));
        }
        return fields.toNode();
    }

    private static JsonNode readArray(JsonParser parser) throws IOException {
        List<JsonNode> elements = new ArrayList<>(USUAL_SIZE);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser));
        }
        return JavaValues.array(elements);
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
