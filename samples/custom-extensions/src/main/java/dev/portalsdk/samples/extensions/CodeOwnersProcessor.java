package dev.portalsdk.samples.extensions;

import dev.portalsdk.catalog.CatalogProcessor;
import dev.portalsdk.catalog.ProcessingContext;
import dev.portalsdk.catalog.ProcessorOutput;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.NotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How do I fill in what files do not say?
 *
 * <p>This processor gives a Component without {@code spec.owner} the team that {@code CODEOWNERS} beside its descriptor names for everything ({@code * @acme/team-a}). The
 * file is read through the context, so that the entity is processed again when it changes.
 */
public final class CodeOwnersProcessor implements CatalogProcessor {
    @Override
    public ProcessorOutput process(EntityDescriptor descriptor, ProcessingContext context) throws IOException {
        boolean concerned =
                descriptor.kind().filter("Component"::equalsIgnoreCase).isPresent()
                        && !descriptor.spec().has("owner");
        return ProcessorOutput.of(
                concerned
                        ? owner(context)
                                .map(team -> withOwner(descriptor, team))
                                .orElse(descriptor)
                        : descriptor);
    }

    /** What cannot be read is thrown on, so that the last accepted version stays; what is not there says nothing. */
    private static Optional<String> owner(ProcessingContext context) throws IOException {
        try {
            String text = new String(context.read(context.resolve("./CODEOWNERS")), StandardCharsets.UTF_8);
            return text.lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 1 && words[0].equals("*"))
                    .reduce((earlier, later) -> later) // as on GitHub, the last pattern wins
                    .flatMap(words -> Arrays.stream(words)
                            .skip(1)
                            .filter(word -> word.contains("/"))
                            .findFirst())
                    .map(team -> "group:" + team.substring(team.indexOf('/') + 1));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static EntityDescriptor withOwner(EntityDescriptor descriptor, String team) {
        Value.Obj spec = descriptor.spec().with("owner", Value.Str.of(team));
        return descriptor.withRoot(descriptor.root().with("spec", spec));
    }
}
