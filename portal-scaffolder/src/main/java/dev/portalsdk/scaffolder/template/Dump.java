package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.List;

/** JSON.stringify, which is not what {@code Value.toJson} prints: undefined and functions are left out, and JavaScript orders the keys. */
final class Dump {
    private static final int MAX_INDENT = 10;

    private final Budget budget;
    private final Budget.Text json;
    private final String indent;

    private Dump(Budget budget, String indent) {
        this.budget = budget;
        this.json = budget.text();
        this.indent = indent;
    }

    /** @param indent a number of spaces, a text to indent with, or anything else for one line */
    static Object of(Object value, Object indent, Budget budget) {
        if (isAbsent(value)) {
            return Undefined.UNDEFINED;
        }
        Dump dump = new Dump(budget, indentation(indent));
        dump.write(value, "\n", 0);
        return dump.json.toString();
    }

    private static String indentation(Object indent) {
        if (indent instanceof Double spaces) {
            return " ".repeat((int) Math.max(0, Math.min(MAX_INDENT, spaces)));
        }
        String text = Js.isText(indent) ? indent.toString() : "";
        return text.substring(0, Math.min(MAX_INDENT, text.length()));
    }

    private static boolean isAbsent(Object value) {
        return value == Undefined.UNDEFINED || value instanceof Callable;
    }

    private void write(Object value, String lineBreak, int depth) {
        budget.step();
        budget.depth(depth);
        if (Js.isText(value)) {
            quote(value.toString());
        } else if (value instanceof JsArray list) {
            write(list.items(), lineBreak, depth);
        } else if (value instanceof JsObject object) {
            write(object, lineBreak, depth);
        } else if (value instanceof Double number) {
            boolean finite = !number.isNaN() && !number.isInfinite();
            json.append(finite ? Js.number(number) : "null");
        } else if (value instanceof Boolean) {
            json.append(value.toString());
        } else {
            json.append(value instanceof JsRegExp ? "{}" : "null");
        }
    }

    private void write(List<Object> items, String lineBreak, int depth) {
        String inner = lineBreak + indent;
        json.append('[');
        boolean first = true;
        for (Object item : items) {
            separate(first, inner);
            first = false;
            write(isAbsent(item) ? Value.Null.NULL : item, inner, depth + 1);
        }
        close(first, lineBreak, ']');
    }

    private void write(JsObject object, String lineBreak, int depth) {
        String inner = lineBreak + indent;
        json.append('{');
        boolean first = true;
        for (String key : object.keys()) {
            Object value = object.get(key);
            if (!isAbsent(value)) {
                separate(first, inner);
                first = false;
                quote(key);
                json.append(indent.isEmpty() ? ":" : ": ");
                write(value, inner, depth + 1);
            }
        }
        close(first, lineBreak, '}');
    }

    private void separate(boolean first, String lineBreak) {
        if (!first) {
            json.append(',');
        }
        if (!indent.isEmpty()) {
            json.append(lineBreak);
        }
    }

    private void close(boolean empty, String lineBreak, char bracket) {
        if (!empty && !indent.isEmpty()) {
            json.append(lineBreak);
        }
        json.append(bracket);
    }

    /** QuoteJSONString. */
    private void quote(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> character(text, i, c);
            }
        }
        json.append('"');
    }

    private void character(String text, int at, char c) {
        boolean paired = Character.isHighSurrogate(c)
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        if (c < ' ' || (Character.isSurrogate(c) && !paired)) {
            json.append(String.format("\\u%04x", (int) c));
        } else {
            json.append(c);
        }
    }
}
