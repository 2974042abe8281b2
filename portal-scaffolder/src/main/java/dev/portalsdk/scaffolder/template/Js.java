package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * JavaScript's coercions and comparisons (ECMA-262) for what a template works on.
 *
 * <p>A closed set of Java types stands for JavaScript's: {@link Undefined}, {@link Value#NULL}, {@code Boolean}, {@code Double},
 * {@code String}, {@link SafeText}, {@link JsArray}, {@link JsObject}, {@link JsRegExp} and {@link Callable}.
 */
final class Js {
    private static final int MAX_TEXT_DEPTH = 100;

    private Js() {}

    static boolean isSpace(char c) {
        return switch (c) {
            case ' ', '\t', '\n', '\u000b', '\f', '\r', '\u00a0', '\ufeff', '\u2028', '\u2029' -> true;
            default -> c > 127 && Character.getType(c) == Character.SPACE_SEPARATOR;
        };
    }

    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    static boolean isText(Object value) {
        return value instanceof String || value instanceof SafeText;
    }

    static boolean isNullish(Object value) {
        return value == Undefined.UNDEFINED || value == Value.Null.NULL;
    }

    private static boolean isComposite(Object value) {
        return value instanceof JsArray || value instanceof JsObject || value instanceof JsRegExp;
    }

    static boolean truthy(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Double number) {
            return number != 0 && !Double.isNaN(number);
        }
        return !isNullish(value);
    }

    /** What an expression prints: nothing for undefined and null. */
    static String printed(Object value, Budget budget) {
        return isNullish(value) ? "" : text(value, budget);
    }

    /** ToString. */
    static String text(Object value, Budget budget) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Double number) {
            return number(number);
        }
        if (value instanceof JsArray array) {
            Budget.Text joined = budget.text();
            join(array.items(), ",", joined, budget, 0);
            return joined.toString();
        }
        return scalarText(value);
    }

    private static String scalarText(Object value) {
        if (value == Undefined.UNDEFINED) {
            return "undefined";
        }
        if (value instanceof JsObject) {
            return "[object Object]";
        }
        if (value instanceof Callable) {
            throw new EvaluationFailure("a function has no text; call it with ()");
        }
        return value.toString();
    }

    /** Array.prototype.join. */
    static void join(List<Object> items, String separator, Budget.Text to, Budget budget, int depth) {
        if (depth > MAX_TEXT_DEPTH) {
            throw new Budget.LimitReached("a list that holds lists more than " + MAX_TEXT_DEPTH + " deep");
        }
        boolean first = true;
        for (Object item : items) {
            budget.step();
            if (!first) {
                to.append(separator);
            }
            first = false;
            if (item instanceof JsArray nested) {
                join(nested.items(), ",", to, budget, depth + 1);
            } else {
                to.append(printed(item, budget));
            }
        }
    }

    /** Number::toString. */
    static String number(double number) {
        int small = (int) number;
        if (small == number) {
            return Integer.toString(small);
        }
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.toString(number);
        }
        return Value.Num.of(number).toString();
    }

    /** ToNumber. */
    static double number(Object value, Budget budget) {
        if (value instanceof Double number) {
            return number;
        }
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        if (value == Value.Null.NULL) {
            return 0;
        }
        return value == Undefined.UNDEFINED ? Double.NaN : numberOf(text(value, budget));
    }

    /** StringToNumber. */
    static double numberOf(String text) {
        String number = trim(text);
        if (number.isEmpty()) {
            return 0;
        }
        if (number.length() > 2 && number.charAt(0) == '0') {
            int radix = radix(number.charAt(1));
            if (radix > 0) {
                return integer(number.substring(2), radix);
            }
        }
        return switch (number) {
            case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> decimalLength(number) == number.length() ? Double.parseDouble(number) : Double.NaN;
        };
    }

    private static int radix(char mark) {
        return switch (mark) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }

    private static double integer(String digits, int radix) {
        double result = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return Double.NaN;
            }
            result = result * radix + digit;
        }
        return result;
    }

    /** How many characters at the start of the text are a decimal number. */
    private static int decimalLength(String text) {
        int i = !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
        int integer = digits(text, i);
        int end = integer;
        int fraction = 0;
        if (end < text.length() && text.charAt(end) == '.') {
            fraction = digits(text, end + 1) - end - 1;
            end = fraction > 0 || integer > i ? end + 1 + fraction : end;
        }
        if (integer == i && fraction == 0) {
            return 0;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
            int exponent = digits(text, end + 1 + sign);
            return exponent > end + 1 + sign ? exponent : end;
        }
        return end;
    }

    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    /** parseFloat. */
    static double parseFloat(String text) {
        String number = trim(text);
        if (number.startsWith("Infinity") || number.startsWith("+Infinity")) {
            return Double.POSITIVE_INFINITY;
        }
        if (number.startsWith("-Infinity")) {
            return Double.NEGATIVE_INFINITY;
        }
        int length = decimalLength(number);
        return length == 0 ? Double.NaN : Double.parseDouble(number.substring(0, length));
    }

    /** parseInt. */
    static double parseInt(String text, double radixGiven) {
        String number = trim(text);
        boolean negative = number.startsWith("-");
        int from = negative || number.startsWith("+") ? 1 : 0;
        int radix = (int) radixGiven;
        boolean hex = number.regionMatches(true, from, "0x", 0, 2);
        if (hex && (radix == 0 || radix == 16)) {
            from += 2;
            radix = 16;
        }
        radix = radix == 0 ? 10 : radix;
        int to = from;
        while (radix >= 2 && radix <= 36 && to < number.length() && Character.digit(number.charAt(to), radix) >= 0) {
            to++;
        }
        double magnitude = to == from
                ? Double.NaN
                : radix == 10
                        ? Double.parseDouble(number.substring(from, to))
                        : integer(number.substring(from, to), radix);
        return negative ? -magnitude : magnitude;
    }

    /** {@code +}. */
    static Object add(Object left, Object right, Budget budget) {
        if (left instanceof Double a && right instanceof Double b) {
            return a + b;
        }
        boolean concatenates = isText(left) || isText(right) || isComposite(left) || isComposite(right);
        if (concatenates || left instanceof Callable || right instanceof Callable) {
            return concat(text(left, budget), text(right, budget), budget);
        }
        return number(left, budget) + number(right, budget);
    }

    static String concat(String left, String right, Budget budget) {
        budget.textLength((long) left.length() + right.length());
        budget.made(left.length() + right.length());
        return left + right;
    }

    /** {@code ===}. */
    static boolean strictlyEqual(Object left, Object right) {
        if (isText(left) && isText(right)) {
            return left.toString().equals(right.toString());
        }
        if (left instanceof Double a && right instanceof Double b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return a.equals(b);
        }
        return left == right;
    }

    /** {@code ==}. */
    static boolean looselyEqual(Object left, Object right, Budget budget) {
        if (isNullish(left) || isNullish(right)) {
            return isNullish(left) && isNullish(right);
        }
        if (left instanceof Callable || right instanceof Callable || (isComposite(left) && isComposite(right))) {
            return left == right;
        }
        if ((isText(left) && isText(right))
                || (isComposite(left) && isText(right))
                || (isText(left) && isComposite(right))) {
            return text(left, budget).equals(text(right, budget));
        }
        return number(left, budget) == number(right, budget);
    }

    /**
     * {@code <}: by UTF-16 code units if both are texts or turn into texts, else by number.
     *
     * @return negative, zero or positive; NaN if they cannot be compared
     */
    static double compare(Object left, Object right, Budget budget) {
        boolean leftText = isText(left) || isComposite(left);
        boolean rightText = isText(right) || isComposite(right);
        if (leftText && rightText) {
            return text(left, budget).compareTo(text(right, budget));
        }
        double a = number(left, budget);
        double b = number(right, budget);
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.NaN;
        }
        return Double.compare(a + 0.0, b + 0.0);
    }

    /** ToIntegerOrInfinity, within int. */
    static int integer(Object value, Budget budget) {
        return (int) number(value, budget);
    }

    /** Number.prototype.toFixed; exact, as there. */
    static String toFixed(double number, int digits) {
        if (digits < 0 || digits > 100) {
            throw new EvaluationFailure("toFixed takes 0 to 100 digits, not " + digits);
        }
        if (Double.isNaN(number) || Double.isInfinite(number) || Math.abs(number) >= 1e21) {
            return number(number);
        }
        String fixed = new BigDecimal(Math.abs(number))
                .setScale(digits, RoundingMode.HALF_UP)
                .toPlainString();
        return (number < 0 ? "-" : "") + fixed;
    }

    /** Math.round: halves towards positive infinity. */
    static double round(double number) {
        double floor = Math.floor(number);
        return number - floor >= 0.5 ? floor + 1 : floor;
    }

    /** What kind of value it is, for messages. */
    static String kind(Object value) {
        if (value == Undefined.UNDEFINED) {
            return "undefined";
        }
        if (value == Value.Null.NULL) {
            return "null";
        }
        if (isText(value)) {
            return "text";
        }
        if (value instanceof Double) {
            return "a number";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof JsArray) {
            return "a list";
        }
        return value instanceof JsObject
                ? "an object"
                : value instanceof JsRegExp ? "a regular expression" : "a function";
    }
}
