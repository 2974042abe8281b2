package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Value;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** The types of plain scalars in the YAML 1.2 core schema. */
final class Scalars {
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FRACTION =
            Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    /** A longer row of digits is taken as a double, as nobody counts that far. */
    private static final int MAX_DIGITS = 1_000;
    /** Length of the longest word that is no text. */
    private static final int MAX_WORD = "false".length();

    private Scalars() {}

    /** The value of a plain scalar without a tag. */
    static Value resolve(String text) {
        if (text.isEmpty()) {
            return Value.Null.NULL;
        }
        char first = text.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            return number(text);
        }
        // Most texts are longer than these words: they need not be compared with each.
        return text.length() > MAX_WORD ? Value.Str.of(text) : word(text);
    }

    private static Value word(String text) {
        return switch (text) {
            case "~", "null", "Null", "NULL" -> Value.Null.NULL;
            case "true", "True", "TRUE" -> Value.Bool.TRUE;
            case "false", "False", "FALSE" -> Value.Bool.FALSE;
            default -> Value.Str.of(text);
        };
    }

    private static Value number(String text) {
        if (INTEGER.matcher(text).matches()) {
            return integer(text, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return integer(text.substring(2), 8);
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return integer(text.substring(2), 16);
        }
        if (FRACTION.matcher(text).matches()) {
            return Value.Num.of(Double.parseDouble(text));
        }
        return switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Value.Num.of(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf", "-.INF" -> Value.Num.of(Double.NEGATIVE_INFINITY);
            case ".nan", ".NaN", ".NAN" -> Value.Num.of(Double.NaN);
            default -> Value.Str.of(text);
        };
    }

    private static Value integer(String digits, int radix) {
        if (digits.length() <= 18 && radix == 10) {
            return Value.Num.of(Long.parseLong(digits));
        }
        return digits.length() <= MAX_DIGITS
                ? Value.Num.of(new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits, radix))
                : Value.Num.of(Double.POSITIVE_INFINITY * (digits.startsWith("-") ? -1 : 1));
    }
}
