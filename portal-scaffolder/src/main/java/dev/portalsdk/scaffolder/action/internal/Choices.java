package dev.portalsdk.scaffolder.action.internal;

import dev.portalsdk.scaffolder.ScaffolderException;
import java.util.List;

/** Inputs that are one of some words. */
public final class Choices {
    private Choices() {}

    /** The value. @throws ScaffolderException if it is none of the words */
    public static String require(String input, String value, List<String> words) {
        if (!words.contains(value)) {
            throw new ScaffolderException(
                    input + " must be one of " + String.join(", ", words) + ", not \"" + value + "\"");
        }
        return value;
    }
}
