package dev.portalsdk.model;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds values to records through Jackson, which stays inside. */
final class RecordBinding {
    private static final class Holder {
        static final JsonMapper MAPPER = mapper();
    }

    private RecordBinding() {}

    static <T> T bind(Value value, Class<T> type) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        try {
            return Holder.MAPPER.treeToValue(JavaValues.unwrap(value), type);
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(place(e) + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(firstLine(e.getOriginalMessage()), e);
        }
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new ValueModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY);
        builder.withCoercionConfig(LogicalType.Textual, coercion -> {
            coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            coercion.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
            coercion.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
        for (Class<?> collection : List.of(List.class, Set.class, Map.class)) {
            builder.withConfigOverride(
                    collection, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        }
        return builder.build();
    }

    private static String place(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() != null ? step.getFieldName() : Integer.toString(step.getIndex()))
                .map(JsonPointers::escape)
                .collect(Collectors.joining("/", "/", ""));
        return path.equals("/") ? "The value" : path;
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "cannot be bound" : message.lines().findFirst().orElse("cannot be bound");
    }

    /** Components of type {@code Value} take the tree as it is. */
    private static final class ValueModule extends SimpleModule {
        @Override
        public void setupModule(SetupContext context) {
            context.addDeserializers(new Deserializers.Base() {
                @Override
                public @Nullable JsonDeserializer<?> findBeanDeserializer(
                        JavaType type, DeserializationConfig config, BeanDescription bean) {
                    return Value.class.isAssignableFrom(type.getRawClass()) ? new ValueDeserializer(type, false) : null;
                }
            });
        }
    }

    private static final class ValueDeserializer extends StdDeserializer<Value> implements ContextualDeserializer {
        private static final long serialVersionUID = 1L;

        private final boolean inOptional;

        ValueDeserializer(JavaType type, boolean inOptional) {
            super(type);
            this.inOptional = inOptional;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            boolean optional = property != null && property.getType().isReferenceType();
            return optional ? new ValueDeserializer(context.constructType(handledType()), true) : this;
        }

        @Override
        public Value deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Value value = JavaValues.wrap(JavaValues.canonical(context.readTree(parser)));
            if (!handledType().isInstance(value)) {
                return (Value) context.handleUnexpectedToken(handledType(), parser);
            }
            return value;
        }

        @Override
        public @Nullable Value getNullValue(DeserializationContext context) {
            return inOptional || !handledType().isInstance(Value.Null.NULL) ? null : Value.Null.NULL;
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
