package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One rendering of one template: its variables, its output so far, and what is left of its limits. For one thread. */
final class Rendering {
    private final NunjucksTemplate template;
    private final Budget budget;
    private final JsObject values;
    private final Map<String, TemplateFunction> functions;
    /** What the template sets outside of loops and macros; macros see it too. */
    private final Frame top = new Frame(null);

    private Frame frame = top;
    private StringBuilder output = new StringBuilder();
    private int at;

    Rendering(NunjucksTemplate template, TemplateData data) {
        this.template = template;
        this.budget = new Budget(template.engine().limits());
        this.values = JsObject.of(data.values());
        this.functions = data.functions();
    }

    Budget budget() {
        return budget;
    }

    /** Counts a step and remembers where it is, for when it fails. */
    void step(int offset) {
        at = offset;
        budget.step();
    }

    /** Where the last step was. */
    int at() {
        return at;
    }

    // ---- output

    void print(String text) {
        budget.outputLength((long) output.length() + text.length());
        budget.made(text.length());
        output.append(text);
    }

    String output() {
        return output.toString();
    }

    /** What the block prints, instead of printing it. */
    String capture(Block block) {
        StringBuilder outer = output;
        output = new StringBuilder();
        try {
            block.render(this);
            return output.toString();
        } finally {
            output = outer;
        }
    }

    // ---- variables

    Frame frame() {
        return frame;
    }

    Frame topFrame() {
        return top;
    }

    void enter(Frame other) {
        frame = other;
    }

    void assign(String name, Object value) {
        frame.assign(name, value);
    }

    Object lookup(String name) {
        Object variable = frame.find(name);
        if (variable != null) {
            return variable;
        }
        if (values.has(name)) {
            return values.get(name);
        }
        @Nullable Callable function = function(name);
        if (function != null) {
            return function;
        }
        @Nullable Value global = template.engine().globalValue(name);
        if (global != null) {
            return Interop.fromValue(global);
        }
        return isCookiecutter() ? PythonNames.get(name) : notFound(name);
    }

    private @Nullable Callable function(String name) {
        @Nullable TemplateFunction given = functions.get(name);
        return given != null ? Functions.adapt(name, given) : template.engine().function(name);
    }

    static Object notFound(String name) {
        ReservedNames.refuseHostObject(name);
        return Undefined.UNDEFINED;
    }

    // ---- calls

    Object filter(int offset, String name, Arguments arguments) {
        step(offset);
        budget.filterCall();
        Object result = template.engine().filter(name).call(arguments, this);
        budget.result(result);
        return result;
    }

    /** Runs a macro's body in a frame of its own; what it prints is its result. */
    SafeText macro(Frame around, List<Parameter> parameters, Arguments arguments, Block body) {
        budget.enterMacro();
        Frame caller = frame;
        frame = Frame.isolated(around);
        try {
            Macros.bind(parameters, arguments, this);
            return new SafeText(capture(body));
        } finally {
            frame = caller;
            budget.leaveMacro();
        }
    }

    String notCallable(String what, Object value) {
        return Js.isNullish(value)
                ? what + " is " + Js.kind(value) + " and cannot be called; functions are "
                        + template.engine().functionNames()
                : what + " is " + Js.kind(value) + " and cannot be called";
    }

    boolean isCookiecutter() {
        return template.syntax().cookiecutter();
    }
}
