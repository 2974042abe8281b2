package dev.portalsdk.scaffolder.action;

import dev.portalsdk.scaffolder.ScaffolderException;
import java.util.List;

/** Inputs that are one of some words. */
final class Choices {
    private Choices() {}

    /** The value. @throws ScaffolderException if it is none of the words */
    static String require(String input, String value, List<String> words) {
        if (!words.contains(value)) {
            throw new ScaffolderException(
                    input + " must be one of " + String.join(", ", words) + ", not \"" + value + "\"");
        }
        return value;
    }
}
