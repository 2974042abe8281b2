package dev.portalsdk.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** See {@link EntityPolicies#schemaValid()}. */
final class EnvelopePolicy implements EntityPolicy {
    static final EnvelopePolicy INSTANCE = new EnvelopePolicy();

    private static final String RULE = "envelope";

    private final CompiledSchema schema = new CompiledSchema("The envelope", read());

    @Override
    public Validated<EntityDescriptor> apply(EntityDescriptor descriptor) {
        List<Diagnostic> findings = new SchemaFindings(descriptor, RULE).of(schema.validate(descriptor.root()));
        return Validated.of(descriptor, findings);
    }

    private static Value.Obj read() {
        try (InputStream in = Objects.requireNonNull(
                EnvelopePolicy.class.getResourceAsStream("kind/entity.schema.json"), "entity.schema.json")) {
            return Value.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .asObj()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
