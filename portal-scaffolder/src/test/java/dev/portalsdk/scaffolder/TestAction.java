package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.util.Optional;

/** Actions of a test, as functions. */
public final class TestAction {
    private TestAction() {}

    /** What an action does. */
    @FunctionalInterface
    public interface Work {
        Value.Obj run(Value.Obj input, ActionContext context) throws Exception;
    }

    /** How it is undone. */
    @FunctionalInterface
    public interface Undo {
        Optional<String> run(Value.Obj input, Optional<Value.Obj> output, ActionContext context) throws Exception;
    }

    private record Plain(ActionDescriptor<Value.Obj, Value.Obj> descriptor, Work work)
            implements ScaffolderAction<Value.Obj, Value.Obj> {
        @Override
        public Value.Obj run(Value.Obj input, ActionContext context) throws Exception {
            return work.run(input, context);
        }
    }

    private record Undoable(ActionDescriptor<Value.Obj, Value.Obj> descriptor, Work work, Undo undoing)
            implements UndoableAction<Value.Obj, Value.Obj> {
        @Override
        public Value.Obj run(Value.Obj input, ActionContext context) throws Exception {
            return work.run(input, context);
        }

        @Override
        public Optional<String> undo(Value.Obj input, Optional<Value.Obj> output, ActionContext context)
                throws Exception {
            return undoing.run(input, output, context);
        }
    }

    /** One that changes nothing outside. */
    public static ScaffolderAction<Value.Obj, Value.Obj> local(String id, Work work) {
        return new Plain(
                ActionDescriptor.builder(id, Value.Obj.class, Value.Obj.class)
                        .changesOnlyWorkspace()
                        .build(),
                work);
    }

    /** One of which nothing is known. */
    public static ScaffolderAction<Value.Obj, Value.Obj> of(String id, Work work) {
        return new Plain(
                ActionDescriptor.builder(id, Value.Obj.class, Value.Obj.class).build(), work);
    }

    /** One that can be undone. */
    public static ScaffolderAction<Value.Obj, Value.Obj> of(String id, Work work, Undo undo) {
        return new Undoable(
                ActionDescriptor.builder(id, Value.Obj.class, Value.Obj.class).build(), work, undo);
    }
}
