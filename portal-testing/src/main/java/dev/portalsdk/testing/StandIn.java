package dev.portalsdk.testing;

import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.ScaffolderException;
import java.util.Set;
import java.util.function.Function;

/**
 * Pretends to be an action, and computes its outputs from the input alone.
 *
 * @param outputs the keys that it may give; empty for any
 */
record StandIn<I>(ActionDescriptor<I, Value.Obj> descriptor, Set<String> outputs, Function<Value.Obj, Value.Obj> answer)
        implements ScaffolderAction<I, Value.Obj> {

    /** In place of an action that is there: a test cannot pass in what that would refuse, and cannot answer what that would never give. */
    static <I> StandIn<I> of(ActionDescriptor<I, ?> real, Function<Value.Obj, Value.Obj> answer) {
        String[] required = real.inputSchema()
                .arr("required")
                .orElse(Value.Arr.empty())
                .strings()
                .toArray(String[]::new);
        Set<String> outputs =
                real.outputSchema().obj("properties").orElse(Value.Obj.empty()).keys();
        return new StandIn<>(
                ActionDescriptor.builder(real.id(), real.inputType(), Value.Obj.class)
                        .requires(required)
                        .supportsDryRun()
                        .build(),
                outputs,
                answer);
    }

    /** For an action of which nothing is known here. */
    static StandIn<Value.Obj> unknown(String id, Function<Value.Obj, Value.Obj> answer) {
        return new StandIn<>(
                ActionDescriptor.builder(id, Value.Obj.class, Value.Obj.class)
                        .supportsDryRun()
                        .build(),
                Set.of(),
                answer);
    }

    @Override
    public Value.Obj run(I input, ActionContext context) {
        Value given = Value.of(input);
        Value.Obj output = answer.apply((Value.Obj) given);
        for (String key : output.keys()) {
            if (!outputs.isEmpty() && !outputs.contains(key)) {
                throw new ScaffolderException("The stand-in for " + descriptor + " answers \"" + key
                        + "\", which the action itself does not give"
                        + Suggestions.didYouMean(key, outputs)
                                .map(text -> "; " + text)
                                .orElse(""));
            }
        }
        return output;
    }
}
