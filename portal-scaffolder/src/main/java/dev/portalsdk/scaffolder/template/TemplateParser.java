package dev.portalsdk.scaffolder.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a template: text, expressions and tags. For one template. */
final class TemplateParser {
    private static final Set<String> LOADING = Set.of("include", "import", "from", "extends");
    private static final List<String> TAGS =
            List.of("block", "call", "filter", "for", "if", "macro", "raw", "set", "switch", "verbatim");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    /** The tag that ended the block just read; its name was read, the rest of it was not. */
    private Token ending = Token.of(TokenType.END, "", 0);

    TemplateParser(SourceText source, TemplateSyntax syntax, int maxDepth) {
        this.tokens = new TokenStream(source, syntax, maxDepth);
        this.expressions = new ExpressionParser(tokens);
    }

    Block template() {
        return new Block(statements(Set.of()));
    }

    /** Statements up to one of these tags, or to the end of the template if there are none. */
    private List<Statement> statements(Set<String> endings) {
        List<Statement> statements = new ArrayList<>();
        while (true) {
            Token token = tokens.next();
            switch (token.type()) {
                case END -> {
                    ending = token;
                    return List.copyOf(statements);
                }
                case DATA -> statements.add(new Statement.Text(token.text()));
                case VARIABLE_START -> statements.add(output());
                case BLOCK_START -> {
                    Token tag = tokens.expect(TokenType.NAME, "the name of a tag");
                    if (endings.contains(tag.text())) {
                        ending = tag;
                        return List.copyOf(statements);
                    }
                    statements.add(statement(tag));
                }
                default -> {
                    // a comment
                }
            }
        }
    }

    private Statement output() {
        Expr value = expressions.expression();
        tokens.expect(TokenType.VARIABLE_END, "'}}'");
        return new Statement.Output(value);
    }

    private Statement statement(Token tag) {
        tokens.enter(tag.offset());
        Statement statement =
                switch (tag.text()) {
                    case "if" -> ifStatement(tag);
                    case "for" -> forStatement(tag);
                    case "set" -> set(tag);
                    case "raw", "verbatim" -> raw(tag);
                    case "macro" -> macro(tag);
                    case "call" -> call(tag);
                    case "filter" -> filter(tag);
                    case "switch" -> switchStatement(tag);
                    case "block" -> block(tag);
                    default -> throw unknown(tag);
                };
        tokens.leave();
        return statement;
    }

    private TemplateException unknown(Token tag) {
        String name = tag.text();
        if (LOADING.contains(name)) {
            return tokens.error(tag.offset(), "'" + name + "' is refused: a template cannot load another");
        }
        if (name.startsWith("end") || name.startsWith("el")) {
            return tokens.error(tag.offset(), "'" + name + "' has nothing to end here");
        }
        return tokens.error(tag.offset(), Known.unknown("tag", name, TAGS));
    }

    /** A body up to one of these tags; the rest of the ending tag is still to be read. */
    private Block body(Token tag, String... endings) {
        Block body = new Block(statements(Set.of(endings)));
        if (ending.is(TokenType.END)) {
            throw tokens.error(
                    tag.offset(),
                    "'" + tag.text() + "' is not closed; expected {% " + endings[endings.length - 1] + " %}");
        }
        return body;
    }

    private void endTag() {
        tokens.expect(TokenType.BLOCK_END, "'%}'");
    }

    private Block bodyAndEnd(Token tag, String end) {
        Block body = body(tag, end);
        endTag();
        return body;
    }

    private Statement ifStatement(Token tag) {
        List<Statement.If.Branch> branches = new ArrayList<>();
        do {
            Expr condition = expressions.expression();
            endTag();
            branches.add(new Statement.If.Branch(condition, body(tag, "elif", "elseif", "else", "endif")));
        } while (ending.text().startsWith("el") && !ending.text().equals("else"));
        return new Statement.If(List.copyOf(branches), elseBlock(tag, "endif"));
    }

    /** The block of the {@code else} just met, or none, and the end tag. */
    private Block elseBlock(Token tag, String end) {
        boolean hasElse = ending.text().equals("else");
        endTag();
        return hasElse ? bodyAndEnd(tag, end) : Block.EMPTY;
    }

    private Statement forStatement(Token tag) {
        List<String> names = names();
        if (!tokens.skipName("in")) {
            throw tokens.expected("'in'", tokens.peek());
        }
        Expr items = expressions.expression();
        endTag();
        Block body = body(tag, "else", "endfor");
        return new Statement.For(tag.offset(), names, items, body, elseBlock(tag, "endfor"));
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.expectName("the name of a variable"));
        } while (tokens.skipOperator(","));
        return List.copyOf(names);
    }

    private Statement set(Token tag) {
        List<String> names = names();
        if (tokens.skipOperator("=")) {
            Expr value = expressions.expression();
            endTag();
            return new Statement.Set(names, value);
        }
        tokens.expect(TokenType.BLOCK_END, "'=' or '%}'");
        return new Statement.SetBlock(names, bodyAndEnd(tag, "endset"));
    }

    private Statement raw(Token tag) {
        endTag();
        return new Statement.Text(tokens.raw(tag.text(), tag.offset()).text());
    }

    private Statement macro(Token tag) {
        String name = tokens.expectName("the name of the macro");
        tokens.expectOperator("(");
        List<Parameter> parameters = parameters();
        endTag();
        return new Statement.Macro(name, parameters, bodyAndEnd(tag, "endmacro"));
    }

    /** Parameters behind their opening parenthesis. */
    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        while (!tokens.skipOperator(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectOperator(",");
            }
            String name = tokens.expectName("the name of a parameter");
            Optional<Expr> value = tokens.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
            parameters.add(new Parameter(name, value));
        }
        return List.copyOf(parameters);
    }

    private Statement call(Token tag) {
        List<Parameter> parameters = tokens.skipOperator("(") ? parameters() : List.of();
        Token start = tokens.peek();
        if (!(expressions.postfix(expressions.primary()) instanceof Expr.Call call)) {
            throw tokens.expected("the call of a macro", start);
        }
        endTag();
        Block body = bodyAndEnd(tag, "endcall");
        Map<String, Expr> named = new LinkedHashMap<>(call.arguments().named());
        named.put("caller", new Expr.CallerBody(tag.offset(), parameters, body));
        Expr.ArgumentList arguments = new Expr.ArgumentList(call.arguments().positional(), named);
        return new Statement.Output(new Expr.Call(call.at(), call.function(), arguments));
    }

    private Statement filter(Token tag) {
        String name = expressions.filterName();
        Expr.ArgumentList arguments = expressions.optionalArguments();
        endTag();
        return new Statement.FilterBlock(tag.offset(), name, arguments, bodyAndEnd(tag, "endfilter"));
    }

    private Statement switchStatement(Token tag) {
        Expr subject = expressions.expression();
        endTag();
        body(tag, "case", "default", "endswitch"); // what stands before the first case is not printed
        List<Statement.Switch.Case> cases = new ArrayList<>();
        while (ending.text().equals("case")) {
            Expr value = expressions.expression();
            endTag();
            cases.add(new Statement.Switch.Case(value, body(tag, "case", "default", "endswitch")));
        }
        boolean hasDefault = ending.text().equals("default");
        endTag();
        Block otherwise = hasDefault ? bodyAndEnd(tag, "endswitch") : Block.EMPTY;
        return new Statement.Switch(subject, List.copyOf(cases), otherwise);
    }

    private Statement block(Token tag) {
        tokens.expectName("the name of the block");
        endTag();
        return new Statement.Scoped(bodyAndEnd(tag, "endblock"));
    }
}
