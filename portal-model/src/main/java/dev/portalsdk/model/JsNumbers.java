package dev.portalsdk.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as JavaScript prints them. */
final class JsNumbers {
    private JsNumbers() {}

    /** As ECMAScript's Number::toString with radix 10. */
    static String print(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        return (number < 0 ? "-" : "") + place(digits, point);
    }

    /** The fewest digits that read back as this number. Before Java 19, Double.toString may give one more than needed. */
    private static BigDecimal shortest(double number) {
        BigDecimal printed = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (printed.precision() < 16 && number >= Double.MIN_NORMAL) {
            return printed;
        }
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < printed.precision(); digits++) {
            BigDecimal candidate = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (candidate.doubleValue() == number) {
                return candidate.stripTrailingZeros();
            }
        }
        return printed;
    }

    /** Digits with the decimal point after {@code point} of them. */
    private static String place(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= 21) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= 21) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int exponent = point - 1;
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }
}
