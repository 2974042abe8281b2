package dev.portalsdk.catalog;

import dev.portalsdk.model.Value;

/**
 * Gives what stands for {@code {$key: parameter}} in a descriptor. Called by many threads; must not keep state between calls.
 *
 * <p>{@code $text}, {@code $json} and {@code $yaml} are always there.
 */
@FunctionalInterface
public interface PlaceholderResolver {

    /**
     * Resolves a placeholder; the result is not searched for placeholders again.
     *
     * @param parameter the text behind the key, usually a path relative to the descriptor
     * @throws Exception if it cannot be resolved: the message becomes a finding at the placeholder's place, and the entity is rejected
     */
    Value resolve(String parameter, ProcessingContext context) throws Exception;
}
