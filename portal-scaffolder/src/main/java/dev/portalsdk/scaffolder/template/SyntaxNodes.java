package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.template.SyntaxNode.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the public view of a tree. */
final class SyntaxNodes {
    private SyntaxNodes() {}

    static SyntaxNode of(Block block) {
        return node(
                Kind.BLOCK,
                0,
                List.of(),
                block.statements().stream().map(SyntaxNodes::of).toList());
    }

    private static SyntaxNode node(Kind kind, int at, List<String> names, List<SyntaxNode> children) {
        return new SyntaxNode(kind, at, names, Optional.empty(), children);
    }

    private static SyntaxNode of(Statement statement) {
        if (statement instanceof Statement.Output output) {
            return node(Kind.OUTPUT, output.value().at(), List.of(), List.of(of(output.value())));
        }
        if (statement instanceof Statement.If choice) {
            List<SyntaxNode> children = new ArrayList<>();
            choice.branches().forEach(branch -> children.add(branch(branch.condition(), branch.body())));
            children.add(of(choice.otherwise()));
            return node(Kind.IF, 0, List.of(), children);
        }
        if (statement instanceof Statement.For loop) {
            return node(
                    Kind.FOR,
                    loop.at(),
                    loop.names(),
                    List.of(of(loop.items()), of(loop.body()), of(loop.otherwise())));
        }
        if (statement instanceof Statement.Set set) {
            return node(Kind.SET, set.value().at(), set.names(), List.of(of(set.value())));
        }
        if (statement instanceof Statement.SetBlock set) {
            return node(Kind.SET, 0, set.names(), List.of(of(set.body())));
        }
        if (statement instanceof Statement.Macro macro) {
            return macro(0, macro.name(), macro.parameters(), macro.body());
        }
        if (statement instanceof Statement.FilterBlock filter) {
            return node(Kind.FILTER, filter.at(), List.of(filter.name()), with(of(filter.body()), filter.arguments()));
        }
        if (statement instanceof Statement.Switch choice) {
            List<SyntaxNode> children = new ArrayList<>();
            children.add(of(choice.subject()));
            choice.cases().forEach(option -> children.add(branch(option.value(), option.body())));
            children.add(of(choice.otherwise()));
            return node(Kind.SWITCH, choice.subject().at(), List.of(), children);
        }
        return statement instanceof Statement.Scoped scoped
                ? of(scoped.body())
                : node(Kind.TEXT, 0, List.of(), List.of());
    }

    private static SyntaxNode branch(Expr condition, Block body) {
        return node(Kind.BRANCH, condition.at(), List.of(), List.of(of(condition), of(body)));
    }

    private static SyntaxNode macro(int at, String name, List<Parameter> parameters, Block body) {
        List<String> names = new ArrayList<>(List.of(name));
        List<SyntaxNode> children = new ArrayList<>();
        for (Parameter parameter : parameters) {
            names.add(parameter.name());
            parameter.defaultValue().ifPresent(value -> children.add(of(value)));
        }
        children.add(of(body));
        return node(Kind.MACRO, at, names, children);
    }

    private static List<SyntaxNode> with(SyntaxNode first, Expr.ArgumentList arguments) {
        List<SyntaxNode> children = new ArrayList<>(List.of(first));
        arguments.positional().forEach(argument -> children.add(of(argument)));
        arguments.named().values().forEach(argument -> children.add(of(argument)));
        return children;
    }

    private static List<SyntaxNode> all(List<Expr> expressions) {
        return expressions.stream().map(SyntaxNodes::of).toList();
    }

    private static SyntaxNode of(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            return new SyntaxNode(Kind.CONSTANT, expr.at(), List.of(), literal(constant.value()), List.of());
        }
        if (expr instanceof Expr.Name name) {
            return node(Kind.NAME, expr.at(), List.of(name.name()), List.of());
        }
        if (expr instanceof Expr.Member member) {
            return node(Kind.MEMBER, expr.at(), List.of(member.name()), List.of(of(member.target())));
        }
        if (expr instanceof Expr.Subscript subscript) {
            return node(Kind.SUBSCRIPT, expr.at(), List.of(), List.of(of(subscript.target()), of(subscript.key())));
        }
        if (expr instanceof Expr.Call call) {
            return node(Kind.CALL, expr.at(), List.of(), with(of(call.function()), call.arguments()));
        }
        if (expr instanceof Expr.Filter filter) {
            return node(Kind.FILTER, expr.at(), List.of(filter.name()), with(of(filter.input()), filter.arguments()));
        }
        if (expr instanceof Expr.Test test) {
            return node(Kind.TEST, expr.at(), List.of(test.name()), with(of(test.input()), test.arguments()));
        }
        return operation(expr);
    }

    private static SyntaxNode operation(Expr expr) {
        if (expr instanceof Expr.Conditional choice) {
            List<SyntaxNode> children = new ArrayList<>(List.of(of(choice.condition()), of(choice.then())));
            choice.otherwise().ifPresent(value -> children.add(of(value)));
            return node(Kind.CONDITIONAL, expr.at(), List.of(), children);
        }
        if (expr instanceof Expr.Compare compare) {
            return node(
                    Kind.COMPARE,
                    expr.at(),
                    List.of(compare.operator()),
                    List.of(of(compare.left()), of(compare.right())));
        }
        if (expr instanceof Expr.Or or) {
            return node(Kind.OR, expr.at(), List.of(), all(or.operands()));
        }
        if (expr instanceof Expr.And and) {
            return node(Kind.AND, expr.at(), List.of(), all(and.operands()));
        }
        if (expr instanceof Expr.Not not) {
            return node(Kind.NOT, expr.at(), List.of(), List.of(of(not.operand())));
        }
        if (expr instanceof Expr.In in) {
            return node(Kind.COMPARE, expr.at(), List.of("in"), List.of(of(in.element()), of(in.container())));
        }
        if (expr instanceof Expr.Group group) {
            return node(Kind.GROUP, expr.at(), List.of(), all(group.elements()));
        }
        if (expr instanceof Expr.ListLiteral list) {
            return node(Kind.LIST, expr.at(), List.of(), all(list.elements()));
        }
        if (expr instanceof Expr.ObjectLiteral object) {
            List<String> keys = List.copyOf(object.entries().keySet());
            return node(
                    Kind.OBJECT,
                    expr.at(),
                    keys,
                    all(List.copyOf(object.entries().values())));
        }
        return expr instanceof Expr.CallerBody body
                ? macro(expr.at(), "caller", body.parameters(), body.body())
                : node(Kind.ARITHMETIC, expr.at(), List.of(), all(operands(expr)));
    }

    private static List<Expr> operands(Expr expr) {
        if (expr instanceof Expr.Chain chain) {
            return Stream.concat(
                            Stream.of(chain.first()), chain.links().stream().map(Expr.Chain.Link::operand))
                    .toList();
        }
        if (expr instanceof Expr.Slice slice) {
            return Stream.of(Optional.of(slice.target()), slice.start(), slice.stop(), slice.step())
                    .flatMap(Optional::stream)
                    .toList();
        }
        if (expr instanceof Expr.Power power) {
            return List.of(power.base(), power.exponent());
        }
        if (expr instanceof Expr.Negative negative) {
            return List.of(negative.operand());
        }
        if (expr instanceof Expr.Positive positive) {
            return List.of(positive.operand());
        }
        return expr instanceof Expr.Floor floor ? List.of(floor.operand()) : List.of();
    }

    private static Optional<Value> literal(Object constant) {
        if (constant instanceof String text) {
            return Optional.of(Value.Str.of(text));
        }
        if (constant instanceof Double number) {
            return Optional.of(Value.Num.of(number));
        }
        if (constant instanceof Boolean bool) {
            return Optional.of(Value.Bool.of(bool));
        }
        return constant == Value.Null.NULL ? Optional.of(Value.Null.NULL) : Optional.empty();
    }
}
