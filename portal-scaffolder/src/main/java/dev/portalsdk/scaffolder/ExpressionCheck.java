package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.template.SyntaxNode;
import dev.portalsdk.scaffolder.template.SyntaxNode.Kind;
import dev.portalsdk.scaffolder.template.SyntaxTree;
import dev.portalsdk.scaffolder.template.TemplateExtension;
import dev.portalsdk.scaffolder.template.Vocabulary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Walks the tree of one template: names that nobody brings, filters and tests that are not there, comparisons that are never true, and what is known
 * of the result. For one template.
 */
// One method per group of nodes over one tree; what can be missing is asked for on purpose in conditions, tests and
// defaults, where it is no mistake.
final class ExpressionCheck {
    private static final Set<String> OBJECT = Set.of("object");
    private static final Set<String> TOLERANT_TESTS = Set.of("defined", "undefined", "null");
    /**
     * A chain of names that is looked up, such as {@code steps.publish.output.remoteUrl}.
     *
     * @param offset of the last name
     * @param start of the first one
     * @param secret whether a secret can be there
     */
    record Reference(List<String> path, int offset, int start, Absence absence, boolean secret) {}

    /** What happens if a value is not there. */
    enum Absence {
        /** Nobody asked. */
        UNEXPECTED,
        /** Something decides whether it is looked up, or what else is. */
        GUARDED,
        /** It may be undefined: it is tested for that, or has a default. */
        ALLOWED
    }

    /** A problem and the offset in the text that it is at. */
    record Located(Problem problem, int offset) {}

    private final SyntaxTree tree;
    private final TemplateScope scope;
    private final Vocabulary vocabulary;
    private final CallCheck calls = new CallCheck(this::report);
    private final Map<String, Shape> locals = new HashMap<>();
    /** What names are looked up in besides variables, the innermost first; in Handlebars only. */
    private final Deque<Shape> contexts = new ArrayDeque<>();

    private final List<Located> problems = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    ExpressionCheck(SyntaxTree tree, TemplateScope scope) {
        this.tree = tree;
        this.scope = scope;
        this.vocabulary = tree.vocabulary();
    }

    List<Located> problems() {
        return problems;
    }

    List<Reference> references() {
        return references;
    }

    /** What the template gives. */
    Shape check() {
        SyntaxNode root = tree.root();
        boolean sole = root.children().size() == 1 && root.child(0).kind() == Kind.OUTPUT;
        Shape shape = of(sole ? root.child(0).child(0) : root, Absence.UNEXPECTED);
        return sole ? shape : Shape.STRING.withSecret(shape.secret());
    }

    private Shape of(SyntaxNode node, Absence absence) {
        return switch (node.kind()) {
            case CONSTANT -> node.constant().map(Shape::constant).orElse(Shape.ANY);
            case NAME, MEMBER, SUBSCRIPT -> lookup(node, absence);
            case CALL -> call(node, absence);
            case FILTER -> filter(node, absence);
            case HELPER -> helper(node, absence);
            case CONTEXT -> context(node);
            case TEST -> test(node, absence);
            case COMPARE -> compare(node, absence);
            case NOT -> {
                of(node.child(0), guarded(absence));
                yield Shape.BOOLEAN;
            }
            case OR, AND -> connective(node, guarded(absence));
            case CONDITIONAL -> {
                of(node.child(0), guarded(absence));
                Shape shape = either(node.children().subList(1, node.children().size()), guarded(absence));
                // Whoever asks knows what may be missing.
                yield (node.children().size() == 2 ? shape.or(Shape.STRING) : shape).withOptional(false);
            }
            case GROUP -> all(node.children(), absence).get(node.children().size() - 1);
            case LIST -> Shape.LIST.withSecret(secret(all(node.children(), absence)));
            case OBJECT -> object(node, absence);
            case ARITHMETIC -> Shape.ANY.withSecret(secret(all(node.children(), absence)));
            default -> statement(node, absence);
        };
    }

    private List<Shape> all(List<SyntaxNode> nodes, Absence absence) {
        return nodes.stream().map(node -> of(node, absence)).toList();
    }

    private static boolean secret(List<Shape> shapes) {
        return shapes.stream().anyMatch(Shape::secret);
    }

    private Shape either(List<SyntaxNode> nodes, Absence absence) {
        return all(nodes, absence).stream().reduce(Shape::or).orElse(Shape.ANY);
    }

    /** The last operand of {@code or} stands in for what is not there. */
    private Shape connective(SyntaxNode node, Absence absence) {
        List<Shape> operands = all(node.children(), absence);
        Shape shape = operands.stream().reduce(Shape::or).orElse(Shape.ANY);
        boolean last =
                node.kind() == Kind.OR && !operands.get(operands.size() - 1).optional();
        return last ? shape.withOptional(false) : shape;
    }

    private Shape object(SyntaxNode node, Absence absence) {
        Map<String, Shape> members = new LinkedHashMap<>();
        List<Shape> values = all(node.children(), absence);
        for (int i = 0; i < values.size(); i++) {
            members.put(node.names().get(i), values.get(i));
        }
        return Shape.object(members).withSecret(secret(values));
    }

    private Shape statement(SyntaxNode node, Absence absence) {
        switch (node.kind()) {
            case FOR -> {
                return loop(node, absence);
            }
            case WITH -> {
                Shape object = of(node.child(0), guarded(absence));
                return within(object, node.child(1), guarded(absence)).or(of(node.child(2), guarded(absence)));
            }
            case SET -> {
                Shape value = of(node.child(0), absence);
                node.names().forEach(name -> locals.merge(name, value, Shape::or));
                return Shape.ANY;
            }
            case MACRO -> {
                node.names().forEach(name -> locals.put(name, Shape.ANY));
                locals.put("caller", Shape.ANY);
                return Shape.ANY.withSecret(secret(all(node.children(), absence)));
            }
            case BRANCH -> {
                of(node.child(0), guarded(absence));
                return of(node.child(1), guarded(absence));
            }
            default -> {
                boolean chosen = node.kind() == Kind.IF || node.kind() == Kind.SWITCH;
                return Shape.ANY.withSecret(secret(all(node.children(), chosen ? guarded(absence) : absence)));
            }
        }
    }

    private Shape loop(SyntaxNode node, Absence absence) {
        Shape items = of(node.child(0), absence);
        List<String> names = node.names();
        Shape item = names.size() <= 1 ? items.item() : Shape.ANY.withSecret(items.secret());
        names.forEach(name -> locals.put(name, item));
        locals.put("loop", Shape.ANY);
        Shape body = names.isEmpty() ? within(item, node.child(1), absence) : of(node.child(1), absence);
        return body.or(of(node.child(2), absence));
    }

    /** A block that looks up names in an object. */
    private Shape within(Shape object, SyntaxNode block, Absence absence) {
        contexts.push(object);
        Shape shape = of(block, absence);
        contexts.pop();
        return shape;
    }

    private Shape context(SyntaxNode node) {
        return contexts.stream().skip(above(node)).findFirst().orElseGet(() -> Shape.object(scope.variables()));
    }

    /** How many contexts lie between; all of them for that of all data. */
    private int above(SyntaxNode context) {
        boolean root = !context.names().isEmpty();
        return root ? contexts.size() : context.children().isEmpty() ? 0 : 1 + above(context.child(0));
    }

    private Shape call(SyntaxNode node, Absence absence) {
        SyntaxNode function = node.child(0);
        List<SyntaxNode> given = node.children().subList(1, node.children().size());
        boolean method = function.kind() == Kind.MEMBER;
        Shape called = of(method ? function.child(0) : function, absence);
        List<Shape> arguments = all(given, absence);
        boolean secret = called.secret() || secret(arguments);
        if (function.kind() == Kind.NAME && vocabulary.functions().containsKey(function.name())) {
            return declared(function.name(), vocabulary.functions(), given, arguments);
        }
        boolean splits = method && function.name().equals("split");
        return (splits ? Shape.listOf(Shape.STRING) : Shape.ANY).withSecret(secret);
    }

    /** A call of what the language or a host has declared. */
    private Shape declared(
            String name, Map<String, TemplateExtension> all, List<SyntaxNode> arguments, List<Shape> shapes) {
        TemplateExtension declared = all.getOrDefault(name, TemplateExtension.described(""));
        calls.arguments(name, declared, arguments, shapes);
        return CallCheck.result(name, declared, shapes).withSecret(secret(shapes));
    }

    private Shape filter(SyntaxNode node, Absence absence) {
        String name = node.name();
        Set<String> known = vocabulary.filters().keySet();
        if (!known.contains(name)) {
            report(
                    Problem.unknown("unknown-filter", "There is no filter \"" + name + "\"", name, known),
                    node.offset());
        }
        return declared(name, vocabulary.filters(), node.children(), applied(node, absence));
    }

    private Shape helper(SyntaxNode node, Absence absence) {
        String name = node.name();
        Set<String> known = vocabulary.functions().keySet();
        if (!known.contains(name)) {
            report(
                    Problem.unknown("unknown-helper", "There is no helper \"" + name + "\"", name, known),
                    node.offset());
        } else if (node.children().isEmpty()) {
            report(
                    Problem.error("helper-without-value", "The helper \"" + name + "\" is given nothing")
                            .hint("for a value of that name write this." + name),
                    node.offset());
        }
        return declared(name, vocabulary.functions(), node.children(), applied(node, absence));
    }

    /** What a filter or helper works on: it may be missing if there is a default. */
    private List<Shape> applied(SyntaxNode node, Absence absence) {
        boolean fallback = node.name().equals("default") || node.name().equals("d");
        List<Shape> shapes = new ArrayList<>();
        for (SyntaxNode child : node.children()) {
            shapes.add(of(child, fallback && shapes.isEmpty() ? Absence.ALLOWED : absence));
        }
        return shapes;
    }

    private Shape test(SyntaxNode node, Absence absence) {
        String name = node.name();
        if (!vocabulary.tests().contains(name)) {
            report(
                    Problem.unknown("unknown-test", "There is no test \"" + name + "\"", name, vocabulary.tests()),
                    node.offset());
        }
        of(node.child(0), TOLERANT_TESTS.contains(name) ? Absence.ALLOWED : Absence.GUARDED);
        all(node.children().subList(1, node.children().size()), guarded(absence));
        return Shape.BOOLEAN;
    }

    private Shape compare(SyntaxNode node, Absence absence) {
        Shape left = of(node.child(0), absence);
        Shape right = of(node.child(1), absence);
        if (node.name().contains("==") || node.name().startsWith("!=")) {
            impossible(node, left, node.child(1));
            impossible(node, right, node.child(0));
        }
        return Shape.BOOLEAN;
    }

    private void impossible(SyntaxNode node, Shape values, SyntaxNode other) {
        Optional<Value> constant = other.constant();
        boolean text = constant.filter(value -> value instanceof Value.Str).isPresent();
        if (!text || values.constants().size() < 2 || values.constants().contains(constant.get())) {
            return;
        }
        Set<String> known = new TreeSet<>();
        values.constants().forEach(value -> known.add(value.asString().orElse(value.toJson())));
        String written = constant.get().asString().orElse("");
        String result = node.name().startsWith("!") ? "always true" : "never true";
        report(
                Problem.unknown(
                        "impossible-comparison",
                        "This comparison with \"" + written + "\" is " + result + ": the value cannot be that",
                        written,
                        known),
                other.offset());
    }

    private Shape lookup(SyntaxNode node, Absence absence) {
        Shape shape = resolve(node, absence);
        path(node)
                .ifPresent(path ->
                        references.add(new Reference(path, node.offset(), start(node), absence, shape.secret())));
        return shape;
    }

    /** Also what leads there, but only the whole of it is a reference. */
    private Shape resolve(SyntaxNode node, Absence absence) {
        if (node.kind() == Kind.NAME) {
            return variable(node, absence);
        }
        SyntaxNode targetNode = node.child(0);
        if (node.kind() == Kind.SUBSCRIPT) {
            Shape target = of(targetNode, absence);
            of(node.child(1), absence);
            return target.item().withSecret(target.secret()).withOptional(target.optional());
        }
        return member(node, isChain(targetNode) ? resolve(targetNode, absence) : of(targetNode, absence), absence);
    }

    private static boolean isChain(SyntaxNode node) {
        return node.kind() == Kind.NAME || node.kind() == Kind.MEMBER;
    }

    private Shape variable(SyntaxNode node, Absence absence) {
        String name = node.name();
        Optional<Shape> known = known(name);
        if (known.isPresent()) {
            return known.get();
        }
        boolean function = vocabulary.functions().containsKey(name);
        if (!function && absence != Absence.ALLOWED) {
            Set<String> names = new TreeSet<>(scope.variables().keySet());
            names.addAll(locals.keySet());
            names.addAll(vocabulary.globals().keySet());
            contexts.forEach(context -> names.addAll(context.members().keySet()));
            report(
                    Problem.unknown("unknown-variable", "There is no variable \"" + name + "\" here", name, names),
                    node.offset());
        }
        return Shape.ANY;
    }

    private Optional<Shape> known(String name) {
        if (locals.containsKey(name)) {
            return Optional.of(locals.get(name));
        }
        for (Shape context : contexts) {
            Shape member = context.members().get(name);
            if (member != null) {
                return Optional.of(member.withSecret(member.secret() || context.secret()));
            }
            if (context.open() && context.canBe(OBJECT)) {
                return Optional.of(Shape.ANY.withSecret(context.secret()));
            }
        }
        return Optional.ofNullable(scope.variables().get(name))
                .or(() -> Optional.ofNullable(vocabulary.globals().get(name)).map(Shape::ofValue));
    }

    private Shape member(SyntaxNode node, Shape target, Absence absence) {
        String name = node.name();
        Shape member = target.members().get(name);
        if (member != null) {
            return member.withSecret(member.secret() || target.secret())
                    .withOptional(member.optional() || target.optional());
        }
        if (target.isClosedObject()) {
            List<String> path = path(node).orElse(List.of());
            // What may be missing on purpose is still a mistake if it can never be there.
            boolean declared = scope.isDeclared(path);
            if (absence != Absence.ALLOWED || declared) {
                report(scope.unknown(path, name, target.members().keySet()), node.offset());
            }
        }
        return Shape.ANY.withSecret(target.secret()).withOptional(target.optional());
    }

    /** The names of {@code a.b.c}; empty for anything else, and if {@code a} is a variable of the template's own. */
    private Optional<List<String>> path(SyntaxNode node) {
        if (node.kind() == Kind.NAME) {
            return locals.containsKey(node.name()) ? Optional.empty() : Optional.of(List.of(node.name()));
        }
        if (node.kind() == Kind.CONTEXT && above(node) >= contexts.size()) {
            return Optional.of(List.of());
        }
        if (node.kind() != Kind.MEMBER) {
            return Optional.empty();
        }
        return path(node.child(0)).map(path -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(node.name());
            return List.copyOf(longer);
        });
    }

    private static int start(SyntaxNode node) {
        return isChain(node) && node.kind() != Kind.NAME ? start(node.child(0)) : node.offset();
    }

    private static Absence guarded(Absence absence) {
        return absence == Absence.ALLOWED ? absence : Absence.GUARDED;
    }

    private void report(Problem problem, int offset) {
        problems.add(new Located(problem, offset));
    }
}
