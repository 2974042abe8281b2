package dev.portalsdk.scaffolder.template;

import java.util.Set;

/** Names by which templates of other engines have reached into their host. Nothing is behind them here; they are refused all the same. */
final class ReservedNames {
    private static final Set<String> RESERVED = Set.of("constructor", "prototype");
    private static final Set<String> HOST_OBJECTS = Set.of(
            "self",
            "this",
            "globalThis",
            "global",
            "window",
            "process",
            "require",
            "module",
            "exports",
            "eval",
            "Function",
            "Object",
            "Reflect",
            "Proxy",
            "Java",
            "Packages",
            "java",
            "javax",
            "getClass");

    private ReservedNames() {}

    /** Whether the name is refused as variable, key and member, even if the data has it. */
    static boolean isReserved(String name) {
        return name.startsWith("__") || RESERVED.contains(name);
    }

    static String message(String name) {
        return "the name '" + name + "' is reserved";
    }

    static void refuse(String name) {
        if (isReserved(name)) {
            throw new EvaluationFailure(message(name));
        }
    }

    /** Refuses a variable that is not defined and that asks for an object of the host. */
    static void refuseHostObject(String name) {
        if (HOST_OBJECTS.contains(name)) {
            throw new EvaluationFailure("there is no '" + name + "': a template sees its data and nothing of its host");
        }
    }
}
