package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Templates that use everything of the language, plain paths most of all, over one set of data. */
final class RandomTemplates {
    static final Value.Obj DATA = (Value.Obj) Value.parseJson("""
            {"name": "My Service", "slug": "my-service", "port": 8000, "half": 0.5, "zero": 0, "on": true, "off": false, "none": null,
             "empty": "", "text": "line one\\n  line <two> & \\"three\\"\\n", "tags": ["b", "a", "C"], "numbers": [3, 1, 10],
             "nothing": [], "mixed": [1, "1", null, true], "object": {"x": 1, "y": "why", "nested": {"z": [1, 2]}}, "blank": {},
             "people": [{"name": "Ann", "age": 30, "admin": true}, {"name": "bob", "age": 7, "admin": false}],
             "arn": "arn:aws:iam::123456789012:role/build", "ref": "component:default/web"}""");

    private static final int DEPTH = 3;

    private RandomTemplates() {}

    static Arbitrary<String> templates() {
        return mix(
                weighted(5, expressions().map(expression -> "${{ " + expression + " }}")),
                weighted(3, body(2)),
                weighted(1, expressions().map(expression -> "a ${{- " + expression + " -}} b\n")));
    }

    private static Tuple.Tuple2<Integer, Arbitrary<String>> weighted(int weight, Arbitrary<String> of) {
        return Tuple.of(weight, of);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // handed on to another such method, and only read
    private static Arbitrary<String> mix(Tuple.Tuple2<Integer, Arbitrary<String>>... of) {
        return Arbitraries.frequencyOf(List.of(of));
    }

    static Arbitrary<String> expressions() {
        return expression(DEPTH);
    }

    // ---- expressions

    private static Arbitrary<String> path() {
        return Arbitraries.of(
                "name",
                "slug",
                "port",
                "half",
                "zero",
                "on",
                "off",
                "none",
                "empty",
                "text",
                "tags",
                "numbers",
                "nothing",
                "mixed",
                "object",
                "blank",
                "people",
                "arn",
                "ref",
                "missing",
                "object.x",
                "object.nested.z",
                "object['y']",
                "tags[0]",
                "tags[9]",
                "people[0].name",
                "people[1].age",
                "missing.deep",
                "name.length",
                "tags.length");
    }

    private static Arbitrary<String> literal() {
        return Arbitraries.of(
                "1",
                "0",
                "2.5",
                "10",
                "'a'",
                "\"b\"",
                "''",
                "'1'",
                "'My'",
                "true",
                "false",
                "none",
                "[1, 2]",
                "['a', 'b']",
                "[]",
                "{'k': 'v', 'n': 1}",
                "{}",
                "'x y'",
                "' pad '",
                "'<b>'");
    }

    private static Arbitrary<String> expression(int depth) {
        if (depth == 0) {
            return mix(weighted(3, path()), weighted(2, literal()));
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> expression(depth - 1));
        return mix(
                weighted(4, path()),
                weighted(1, literal()),
                weighted(4, filtered(inner)),
                weighted(3, method(inner)),
                weighted(3, binary(inner)),
                weighted(1, inner.map(operand -> "not " + operand)),
                weighted(1, inner.map(operand -> "(" + operand + ")")),
                weighted(1, inner.map(operand -> "-" + operand)),
                weighted(1, Combinators.combine(inner, inner, inner).as((a, b, c) -> a + " if " + b + " else " + c)),
                weighted(1, Combinators.combine(inner, inner).as((a, b) -> a + " if " + b)),
                weighted(1, tested(inner)),
                weighted(1, Combinators.combine(inner, inner).as((a, b) -> "[" + a + ", " + b + "]")),
                weighted(1, inner.map(a -> "{'k': " + a + "} | dump")),
                weighted(1, Combinators.combine(inner, inner).as((a, b) -> "(" + a + ")[" + b + "]")));
    }

    private static Arbitrary<String> filtered(Arbitrary<String> inner) {
        Arbitrary<String> filter = Arbitraries.of(
                "upper",
                "lower",
                "capitalize",
                "title",
                "trim",
                "length",
                "dump",
                "dump(2)",
                "first",
                "last",
                "reverse",
                "sort",
                "sort(true)",
                "sort(attribute='age')",
                "sort(false, true)",
                "join",
                "join(', ')",
                "join('-', 'name')",
                "default('d')",
                "default('d', true)",
                "d(1)",
                "replace('a', 'b')",
                "replace('e', '', 1)",
                "replace(r/[a-m]/g, '_')",
                "int",
                "int(7)",
                "float",
                "abs",
                "round",
                "round(1)",
                "round(0, 'ceil')",
                "string",
                "list",
                "safe",
                "escape",
                "e",
                "forceescape",
                "indent",
                "indent(2)",
                "indent(2, true)",
                "nl2br",
                "truncate(5)",
                "truncate(7, true, '~')",
                "center(20)",
                "urlencode",
                "urlize",
                "wordcount",
                "striptags",
                "striptags(true)",
                "sum",
                "sum('age')",
                "groupby('admin') | dump",
                "batch(2) | dump",
                "batch(2, 'z') | dump",
                "slice(2) | dump",
                "dictsort | dump",
                "select('odd')",
                "reject('even')",
                "selectattr('admin') | dump",
                "rejectattr('admin') | dump");
        return Combinators.combine(inner, filter).as((value, name) -> simple(value) + " | " + name);
    }

    private static Arbitrary<String> method(Arbitrary<String> inner) {
        Arbitrary<String> method = Arbitraries.of(
                "split('-')",
                "split(' ')[0]",
                "split(':')[4]",
                "split('')",
                "replace('e', 'E')",
                "replace(' ', '-')",
                "toLowerCase()",
                "toUpperCase()",
                "trim()",
                "startsWith('my')",
                "endsWith('e')",
                "includes('a')",
                "indexOf('s')",
                "slice(1)",
                "slice(-3, -1)",
                "substring(2, 4)",
                "substring(4, 2)",
                "charAt(1)",
                "repeat(2)",
                "padStart(14, '.')",
                "join('+')",
                "concat('x')",
                "length",
                "toString()",
                "toFixed(2)",
                "lastIndexOf('e')",
                "replaceAll('s', 'S')",
                "match(r/[a-z]+/g)",
                "includes(1)",
                "indexOf('a')");
        return Combinators.combine(inner, method).as((value, name) -> simple(value) + "." + name);
    }

    private static String simple(String expression) {
        return expression.matches("[\\w.\\[\\]']+") && !expression.matches("[0-9.]+")
                ? expression
                : "(" + expression + ")";
    }

    private static Arbitrary<String> binary(Arbitrary<String> inner) {
        Arbitrary<String> operator = Arbitraries.of(
                "+", "+", "~", "-", "*", "/", "//", "%", "**", "==", "==", "!=", "===", "!==", "<", ">", "<=", ">=",
                "and", "or", "in", "not in");
        return Combinators.combine(inner, operator, inner).as((a, op, b) -> a + " " + op + " " + b);
    }

    private static Arbitrary<String> tested(Arbitrary<String> inner) {
        Arbitrary<String> test = Arbitraries.of(
                "defined",
                "undefined",
                "not defined",
                "none",
                "null",
                "string",
                "number",
                "mapping",
                "iterable",
                "odd",
                "even",
                "divisibleby(2)",
                "truthy",
                "falsy",
                "eq(1)",
                "ne('a')",
                "lt(5)",
                "ge(8000)",
                "sameas(true)",
                "lower",
                "upper");
        return Combinators.combine(inner, test).as((value, name) -> simple(value) + " is " + name);
    }

    // ---- tags

    private static Arbitrary<String> body(int depth) {
        Arbitrary<String> expression = expression(2);
        Arbitrary<String> simple = mix(
                weighted(3, Arbitraries.of("text ", "line\n", "  indented\n", "$ { ", "{{ x }}", "{# comment #}")),
                weighted(4, expression.map(value -> "${{ " + value + " }}")));
        if (depth == 0) {
            return simple;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> body(depth - 1))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("", parts));
        Arbitrary<String> tag = Arbitraries.of("{% ", "{%- ");
        Arbitrary<String> items = mix(
                weighted(
                        3,
                        Arbitraries.of(
                                "tags", "numbers", "people", "nothing", "missing", "[1, 2]", "range(3)", "text")),
                weighted(1, expression));
        return mix(
                weighted(3, simple),
                weighted(
                        4,
                        Combinators.combine(tag, expression, inner, inner)
                                .as((open, condition, yes, no) ->
                                        open + "if " + condition + " %}" + yes + "{% else -%}" + no + "{% endif %}")),
                weighted(
                        1,
                        Combinators.combine(expression, expression, inner, inner)
                                .as((a, b, yes, elif) ->
                                        "{% if " + a + " %}" + yes + "{% elif " + b + " %}" + elif + "{% endif -%}\n")),
                weighted(
                        2,
                        Combinators.combine(items, inner)
                                .as((list, each) ->
                                        "{% for item in " + list + " %}${{ loop.index }}/${{ loop.last }} ${{ item }};"
                                                + each + "{% else %}none{% endfor %}")),
                weighted(1, inner.map(each -> "{% for k, v in object %}${{ k }}=${{ v }}" + each + "{% endfor %}")),
                weighted(
                        2,
                        Combinators.combine(expression, inner)
                                .as((value, rest) -> "{% set x = " + value + " %}${{ x }}" + rest + "${{ x | dump }}")),
                weighted(1, inner.map(captured -> "{% set x %}" + captured + "{% endset %}[${{ x }}]")),
                weighted(
                        1,
                        Combinators.combine(inner, expression)
                                .as((macro, argument) -> "{% macro m(p, q='dq') %}" + macro
                                        + "${{ p }}/${{ q }}{% endmacro %}${{ m(" + argument + ") }}")),
                weighted(1, inner.map(piped -> "{% filter upper %}" + piped + "{% endfilter %}")),
                weighted(
                        1,
                        Combinators.combine(expression, inner)
                                .as((value, one) -> "{% switch " + value + " %}{% case 1 %}" + one
                                        + "{% case 'a' %}A{% default %}other{% endswitch %}")),
                weighted(
                        1,
                        Arbitraries.of("{% raw %}${{ kept }}{% endraw %}", "{% verbatim %}{% if %}{% endverbatim %}")));
    }
}
