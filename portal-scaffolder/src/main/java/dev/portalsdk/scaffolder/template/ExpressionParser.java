package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.Expr.ArgumentList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads expressions.
 *
 * <p>What may be written is Nunjucks' grammar; how it binds is JavaScript's, because Nunjucks prints its tree as JavaScript without parentheses.
 * So {@code 1 ~ 2 + 3} is {@code "123"}, {@code not a == b} is {@code (not a) == b}, and {@code 2 == 1 < 1} is {@code 2 == (1 < 1)}. Only what
 * becomes a call there stands by itself: filters, tests, {@code in}, {@code //}, {@code **}, inline if, parentheses.
 */
final class ExpressionParser {
    private static final Set<String> EQUALITY = Set.of("==", "!=", "===", "!==");
    private static final Set<String> RELATION = Set.of("<", ">", "<=", ">=");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "is", "if", "else");

    private final TokenStream tokens;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Expr expression() {
        int at = tokens.peek().offset();
        tokens.enter(at);
        Expr value = or();
        if (tokens.skipName("if")) {
            Expr condition = or();
            Optional<Expr> otherwise = tokens.skipName("else") ? Optional.of(or()) : Optional.empty();
            value = new Expr.Conditional(at, condition, value, otherwise);
        }
        tokens.leave();
        return value;
    }

    private Expr or() {
        List<Expr> operands = operands("or", () -> operandsOf("and"));
        return operands.size() == 1
                ? operands.get(0)
                : new Expr.Or(operands.get(0).at(), operands);
    }

    private Expr operandsOf(String and) {
        List<Expr> operands = operands(and, this::not);
        return operands.size() == 1
                ? operands.get(0)
                : new Expr.And(operands.get(0).at(), operands);
    }

    private List<Expr> operands(String keyword, Supplier<Expr> operand) {
        List<Expr> operands = new ArrayList<>();
        operands.add(operand.get());
        while (tokens.skipName(keyword)) {
            operands.add(operand.get());
        }
        return List.copyOf(operands);
    }

    private Expr not() {
        int at = tokens.peek().offset();
        int count = 0;
        while (tokens.skipName("not")) {
            count++;
        }
        Expr operand = in();
        // An even number still makes a boolean of it.
        for (int i = count == 0 ? 0 : 2 - count % 2; i > 0; i--) {
            operand = negated(at, operand);
        }
        return operand;
    }

    /** "!" binds to the first operand only, unless the expression is one that becomes a call. */
    private static Expr negated(int at, Expr expr) {
        if (expr instanceof Expr.Compare compare) {
            return new Expr.Compare(compare.at(), compare.operator(), negated(at, compare.left()), compare.right());
        }
        if (expr instanceof Expr.Chain chain) {
            return new Expr.Chain(chain.at(), negated(at, chain.first()), chain.links());
        }
        return new Expr.Not(at, expr);
    }

    private Expr in() {
        Expr left = is();
        int length = 0;
        while (true) {
            Token not = tokens.peek();
            boolean inverted = not.isName("not") && notIn();
            if (!inverted && !tokens.skipName("in")) {
                return left;
            }
            tokens.chain(++length, not.offset());
            left = new Expr.In(not.offset(), left, is());
            left = inverted ? new Expr.Not(not.offset(), left) : left;
        }
    }

    private boolean notIn() {
        Token not = tokens.next();
        if (tokens.skipName("in")) {
            return true;
        }
        tokens.pushBack(not);
        return false;
    }

    private Expr is() {
        Expr left = equality();
        Token is = tokens.peek();
        if (!tokens.skipName("is")) {
            return left;
        }
        boolean inverted = tokens.skipName("not");
        Token test = tokens.next();
        if (!test.is(TokenType.NAME) && !test.is(TokenType.CONSTANT)) {
            throw tokens.expected("the name of a test", test);
        }
        String name = test.text().equals("none") ? "null" : test.text();
        Expr result = new Expr.Test(is.offset(), left, name, optionalArguments());
        return inverted ? new Expr.Not(is.offset(), result) : result;
    }

    private Expr equality() {
        Expr left = relation();
        int length = 0;
        while (tokens.peek().is(TokenType.OPERATOR)
                && EQUALITY.contains(tokens.peek().text())) {
            Token operator = tokens.next();
            tokens.chain(++length, operator.offset());
            left = new Expr.Compare(operator.offset(), operator.text(), left, relation());
        }
        return left;
    }

    private Expr relation() {
        Expr left = sum();
        int length = 0;
        while (tokens.peek().is(TokenType.OPERATOR)
                && RELATION.contains(tokens.peek().text())) {
            Token operator = tokens.next();
            tokens.chain(++length, operator.offset());
            left = new Expr.Compare(operator.offset(), operator.text(), left, sum());
        }
        return left;
    }

    // ---- arithmetic: "+", "-" and "~" are of one rank, "*", "/" and "%" of another

    private Expr sum() {
        ChainBuilder chain = new ChainBuilder(product());
        for (Token next = tokens.peek(); isAny(next, "+-~"); next = tokens.peek()) {
            tokens.next();
            chain.add(next.text().charAt(0), product());
        }
        return chain.build();
    }

    private Expr product() {
        ChainBuilder chain = quotient();
        for (Token next = tokens.peek(); isAny(next, "*/"); next = tokens.peek()) {
            tokens.next();
            chain.addAll(next.text().charAt(0), quotient());
        }
        return chain.build();
    }

    /** {@code a % b // c} is {@code floor(a % b / c)}. */
    private ChainBuilder quotient() {
        ChainBuilder left = remainder();
        int length = 0;
        while (tokens.peek().isOperator("//")) {
            int at = tokens.next().offset();
            tokens.chain(++length, at);
            left.addAll('/', remainder());
            left = new ChainBuilder(new Expr.Floor(at, left.build()));
        }
        return left;
    }

    private ChainBuilder remainder() {
        ChainBuilder chain = new ChainBuilder(power());
        while (tokens.skipOperator("%")) {
            chain.add('%', power());
        }
        return chain;
    }

    private Expr power() {
        Expr left = unary(true);
        int length = 0;
        while (tokens.peek().isOperator("**")) {
            int at = tokens.next().offset();
            tokens.chain(++length, at);
            left = new Expr.Power(at, left, unary(true));
        }
        return left;
    }

    private static boolean isAny(Token token, String operators) {
        return token.is(TokenType.OPERATOR)
                && token.text().length() == 1
                && operators.indexOf(token.text().charAt(0)) >= 0;
    }

    private static final class ChainBuilder {
        private final Expr first;
        private final List<Expr.Chain.Link> links = new ArrayList<>();

        ChainBuilder(Expr first) {
            this.first = first;
        }

        void add(char operator, Expr operand) {
            links.add(new Expr.Chain.Link(operator, operand));
        }

        void addAll(char operator, ChainBuilder other) {
            add(operator, other.first);
            links.addAll(other.links);
        }

        Expr build() {
            return links.isEmpty() ? first : new Expr.Chain(first.at(), first, List.copyOf(links));
        }
    }

    /** What follows a sign, but not the same sign: Nunjucks makes {@code --a} of it, which JavaScript refuses. */
    private Expr signed(Token sign) {
        if (tokens.peek().isOperator(sign.text())) {
            throw tokens.error(sign.offset(), "there is no operator '" + sign.text() + sign.text() + "'");
        }
        return unary(false);
    }

    /** A filter applies to a sign before it: {@code -5 | abs} is 5. */
    private Expr unary(boolean withFilters) {
        Token token = tokens.peek();
        tokens.enter(token.offset());
        Expr operand;
        if (tokens.skipOperator("-")) {
            operand = new Expr.Negative(token.offset(), signed(token));
        } else if (tokens.skipOperator("+")) {
            operand = new Expr.Positive(token.offset(), signed(token));
        } else {
            operand = postfix(primary());
        }
        tokens.leave();
        return withFilters ? filters(operand) : operand;
    }

    private Expr filters(Expr input) {
        Expr value = input;
        int length = 0;
        while (tokens.skipOperator("|")) {
            int at = tokens.peek().offset();
            tokens.chain(++length, at);
            value = new Expr.Filter(at, value, filterName(), optionalArguments());
        }
        return value;
    }

    String filterName() {
        StringBuilder name = new StringBuilder(tokens.expectName("the name of a filter"));
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expectName("the name of a filter"));
        }
        return name.toString();
    }

    ArgumentList optionalArguments() {
        return tokens.skipOperator("(") ? arguments() : ArgumentList.NONE;
    }

    // ---- operands

    Expr primary() {
        Token token = tokens.next();
        return switch (token.type()) {
            case STRING, NUMBER, CONSTANT, REGEX -> new Expr.Constant(token.offset(), token.value());
            case NAME -> name(token);
            case OPERATOR -> bracket(token);
            default -> throw tokens.expected("an expression", token);
        };
    }

    private Expr name(Token token) {
        if (KEYWORDS.contains(token.text())) {
            throw tokens.expected("an expression", token);
        }
        return new Expr.Name(token.offset(), tokens.checked(token, token.text()));
    }

    private Expr bracket(Token token) {
        return switch (token.text()) {
            case "(" -> group(token);
            case "[" -> new Expr.ListLiteral(token.offset(), elements("]"));
            case "{" -> object(token);
            default -> throw tokens.expected("an expression", token);
        };
    }

    private Expr group(Token token) {
        List<Expr> elements = elements(")");
        if (elements.isEmpty()) {
            throw tokens.error(token.offset(), "expected an expression between the parentheses");
        }
        return new Expr.Group(token.offset(), elements);
    }

    private List<Expr> elements(String end) {
        List<Expr> elements = new ArrayList<>();
        while (!tokens.skipOperator(end)) {
            separator(elements.isEmpty(), end);
            elements.add(expression());
        }
        return List.copyOf(elements);
    }

    private void separator(boolean first, String end) {
        if (!first && !tokens.skipOperator(",")) {
            throw tokens.expected("',' or '" + end + "'", tokens.peek());
        }
    }

    private Expr object(Token start) {
        Map<String, Expr> entries = new LinkedHashMap<>();
        boolean first = true;
        while (!tokens.skipOperator("}")) {
            separator(first, "}");
            first = false;
            Token key = tokens.next();
            if (!key.is(TokenType.NAME) && !key.is(TokenType.STRING)) {
                throw tokens.expected("a name or string as key", key);
            }
            tokens.expectOperator(":");
            entries.put(tokens.checked(key, key.text()), expression());
        }
        return new Expr.ObjectLiteral(start.offset(), entries);
    }

    /** As in Nunjucks, where the template then fails even if the call is never reached. */
    private void refuseMethodOfNone(Expr function) {
        if (function instanceof Expr.Member member
                && member.target() instanceof Expr.Constant constant
                && constant.value() == Value.Null.NULL) {
            throw tokens.error(member.at(), "none has no methods");
        }
    }

    Expr postfix(Expr start) {
        Expr value = start;
        for (int length = 1; ; length++) {
            Token token = tokens.peek();
            tokens.chain(length, token.offset());
            if (tokens.skipOperator("(")) {
                refuseMethodOfNone(value);
                value = new Expr.Call(value.at(), value, arguments());
            } else if (tokens.skipOperator("[")) {
                value = subscript(token, value);
            } else if (tokens.skipOperator(".")) {
                Token name = tokens.expect(TokenType.NAME, "a name after '.'");
                value = new Expr.Member(name.offset(), value, tokens.checked(name, name.text()));
            } else {
                return value;
            }
        }
    }

    private Expr subscript(Token bracket, Expr target) {
        Optional<Expr> first = bound();
        if (!tokens.peek().isOperator(":")) {
            tokens.expectOperator("]");
            return subscript(
                    bracket.offset(),
                    target,
                    first.orElseThrow(() -> tokens.error(bracket.offset(), "expected an index between the brackets")));
        }
        tokens.next();
        Optional<Expr> stop = bound();
        Optional<Expr> step = tokens.skipOperator(":") ? bound() : Optional.empty();
        tokens.expectOperator("]");
        return new Expr.Slice(bracket.offset(), target, first, stop, step);
    }

    private Expr subscript(int at, Expr target, Expr key) {
        if (key instanceof Expr.Constant constant && constant.value() instanceof String name) {
            if (ReservedNames.isReserved(name)) {
                throw tokens.error(key.at(), ReservedNames.message(name));
            }
            return new Expr.Member(key.at(), target, name);
        }
        return new Expr.Subscript(at, target, key);
    }

    private Optional<Expr> bound() {
        Token next = tokens.peek();
        return next.isOperator(":") || next.isOperator("]") ? Optional.empty() : Optional.of(expression());
    }

    /** Arguments behind their opening parenthesis; {@code name=value} ones may stand anywhere. */
    ArgumentList arguments() {
        List<Expr> positional = new ArrayList<>();
        Map<String, Expr> named = new LinkedHashMap<>();
        boolean first = true;
        while (!tokens.skipOperator(")")) {
            separator(first, ")");
            first = false;
            Token start = tokens.peek();
            Expr argument = expression();
            if (!tokens.skipOperator("=")) {
                positional.add(argument);
            } else if (argument instanceof Expr.Name name) {
                named.put(name.name(), expression());
            } else {
                throw tokens.expected("a name before '='", start);
            }
        }
        return new ArgumentList(List.copyOf(positional), named);
    }
}
