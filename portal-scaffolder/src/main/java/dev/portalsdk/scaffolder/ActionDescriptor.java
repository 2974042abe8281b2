package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.internal.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an action is called, what it takes and gives. Immutable.
 *
 * @param <I> a record whose components are the keys of the step's input, or {@code Value.Obj} for any. An {@code Optional}, {@code List} or {@code
 *     Map} may be left out, anything else is required; unknown keys fail the step
 * @param <O> a record whose components are the step's outputs (empty optionals are left out), or {@code Value.Obj} for any
 */
public final class ActionDescriptor<I, O> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]+([:._-][A-Za-z0-9]+)*");

    private final String id;
    private final Class<I> inputType;
    private final Class<O> outputType;
    private final String description;
    private final boolean supportsDryRun;
    private final boolean changesOnlyWorkspace;
    private final Set<String> writtenInputs;
    private final Map<String, Set<String>> passedOn;
    private final List<Example> examples;
    private final Value.Obj inputSchema;
    private final Value.Obj outputSchema;

    private ActionDescriptor(Builder<I, O> builder) {
        this.id = builder.id;
        this.inputType = builder.inputType;
        this.outputType = builder.outputType;
        this.description = builder.description;
        this.supportsDryRun = builder.supportsDryRun;
        this.changesOnlyWorkspace = builder.changesOnlyWorkspace;
        this.writtenInputs = Set.copyOf(builder.writtenInputs);
        this.passedOn = Map.copyOf(builder.passedOn);
        this.examples = List.copyOf(builder.examples);
        this.inputSchema = RecordSchemas.requiring(RecordSchemas.of(inputType), builder.requiredInputs);
        this.outputSchema = RecordSchemas.of(outputType);
    }

    /**
     * How a step may call the action.
     *
     * @param description what the step does then
     * @param input of the step, which fits the action's schema; it may hold expressions
     */
    public record Example(String description, Value.Obj input) {}

    /**
     * Starts a descriptor.
     *
     * @param id what steps call the action: words joined by colons, e.g. {@code acme:ticket:create}
     * @throws IllegalArgumentException if the id is none
     */
    public static <I, O> Builder<I, O> builder(String id, Class<I> inputType, Class<O> outputType) {
        return new Builder<>(id, inputType, outputType);
    }

    /** What steps call it. */
    public String id() {
        return id;
    }

    /** The type of its input. */
    public Class<I> inputType() {
        return inputType;
    }

    /** The type of its output. */
    public Class<O> outputType() {
        return outputType;
    }

    /** What it does, in a sentence. */
    public String description() {
        return description;
    }

    /** Whether it can pretend; see {@link ActionContext#dryRun}. */
    public boolean supportsDryRun() {
        return supportsDryRun;
    }

    /** Whether there is nothing to undo outside of the workspace after it has run. */
    public boolean changesOnlyWorkspace() {
        return changesOnlyWorkspace;
    }

    /** JSON Schema of its input, made of {@link #inputType}; {@code {"type": "object"}} for an action that takes anything. */
    public Value.Obj inputSchema() {
        return inputSchema;
    }

    /** JSON Schema of its output, made of {@link #outputType}. */
    public Value.Obj outputSchema() {
        return outputSchema;
    }

    /** Keys of the input whose values end up in files of the workspace, where no secret should be. */
    public Set<String> writtenInputs() {
        return writtenInputs;
    }

    /** How steps may call it, for people who write templates. */
    public List<Example> examples() {
        return examples;
    }

    /**
     * Keys of the output in which the value of an input comes out again, whole or in part: those that the action names, and one of the same name.
     *
     * @param input a key of the input
     */
    public Set<String> outputsOf(String input) {
        Set<String> outputs = new TreeSet<>(passedOn.getOrDefault(input, Set.of()));
        if (outputSchema.obj("properties").filter(all -> all.has(input)).isPresent()) {
            outputs.add(input);
        }
        return outputs;
    }

    private void check(Example example) {
        List<JsonSchema.Problem> problems = JsonSchema.of(inputSchema).problems(example.input());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "The example \"" + example.description() + "\" of " + id + " does not fit the schema of its input: "
                            + problems.get(0).message());
        }
    }

    /** Its id. */
    @Override
    public String toString() {
        return id;
    }

    /** Builds a descriptor; for one thread. */
    public static final class Builder<I, O> {
        private final String id;
        private final Class<I> inputType;
        private final Class<O> outputType;
        private String description = "";
        private boolean supportsDryRun;
        private boolean changesOnlyWorkspace;
        private Set<String> writtenInputs = Set.of();
        private List<String> requiredInputs = List.of();
        private final Map<String, Set<String>> passedOn = new TreeMap<>();
        private final List<Example> examples = new ArrayList<>();

        private Builder(String id, Class<I> inputType, Class<O> outputType) {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("\"" + id
                        + "\" is no id of an action; expected words joined by colons, e.g. acme:ticket:create");
            }
            this.id = id;
            this.inputType = Objects.requireNonNull(inputType, "inputType");
            this.outputType = Objects.requireNonNull(outputType, "outputType");
        }

        /** What it does, in a sentence. */
        public Builder<I, O> description(String text) {
            this.description = text;
            return this;
        }

        /** Says that the action changes nothing outside of its workspace when {@link ActionContext#dryRun} is true. */
        public Builder<I, O> supportsDryRun() {
            this.supportsDryRun = true;
            return this;
        }

        /** Says that the action changes nothing but its workspace, ever: it can be run dry, and there is nothing to undo. */
        public Builder<I, O> changesOnlyWorkspace() {
            this.changesOnlyWorkspace = true;
            return supportsDryRun();
        }

        /** Says which lists and maps of the input must be given, though they may be empty. */
        public Builder<I, O> requires(String... keys) {
            this.requiredInputs = List.of(keys);
            return this;
        }

        /** Says which keys of the input end up in files of the workspace, so that a template that writes secrets there is found. */
        public Builder<I, O> writesToFiles(String... keys) {
            this.writtenInputs = Set.of(keys);
            return this;
        }

        /**
         * Says in which keys of the output the value of an input comes out again, so that a template that shows a secret, or writes it to a
         * file, by way of this action is found.
         */
        public Builder<I, O> passesOn(String input, String... outputs) {
            this.passedOn.put(input, Set.of(outputs));
            return this;
        }

        /**
         * Adds a way to call it.
         *
         * @param text what the step does then
         * @param input JSON: {@code {"message": "hello"}}
         * @throws IllegalArgumentException if it is no JSON object
         */
        public Builder<I, O> example(String text, String input) {
            Value.Obj object = Value.parseJson(input)
                    .asObj()
                    .orElseThrow(
                            () -> new IllegalArgumentException("The input of an example must be an object: " + input));
            examples.add(new Example(text, object));
            return this;
        }

        /**
         * The descriptor.
         *
         * @throws IllegalArgumentException if an example does not fit the schema of the input
         */
        public ActionDescriptor<I, O> build() {
            ActionDescriptor<I, O> built = new ActionDescriptor<>(this);
            built.examples.forEach(built::check);
            return built;
        }
    }
}
