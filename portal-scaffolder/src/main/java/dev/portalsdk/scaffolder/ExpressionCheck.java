package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.template.SyntaxNode;
import dev.portalsdk.scaffolder.template.SyntaxNode.Kind;
import dev.portalsdk.scaffolder.template.SyntaxTree;
import java.util.ArrayList;
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
    private static final Set<String> TEXT_FILTERS = Set.of(
            "capitalize",
            "dump",
            "escape",
            "indent",
            "join",
            "jsonify",
            "lower",
            "nl2br",
            "projectSlug",
            "replace",
            "string",
            "striptags",
            "title",
            "trim",
            "truncate",
            "upper",
            "urlencode");
    private static final Set<String> NUMBER_FILTERS = Set.of("float", "int", "length", "round", "wordcount");
    private static final Set<String> TOLERANT_TESTS = Set.of("defined", "undefined", "null");
    private static final Shape REPOSITORY = members("host", "owner", "repo", "organization", "workspace", "project");
    private static final Shape ENTITY = members("kind", "namespace", "name");

    /** A chain of names that is looked up, such as {@code steps.publish.output.remoteUrl}. */
    record Reference(List<String> path, int offset, int start, Absence absence) {}

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
    private final Map<String, Shape> locals = new HashMap<>();
    private final List<Located> problems = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    ExpressionCheck(SyntaxTree tree, TemplateScope scope) {
        this.tree = tree;
        this.scope = scope;
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

    private static Shape members(String... names) {
        Map<String, Shape> members = new LinkedHashMap<>();
        for (String name : names) {
            members.put(name, Shape.STRING);
        }
        return Shape.object(members);
    }

    private Shape of(SyntaxNode node, Absence absence) {
        return switch (node.kind()) {
            case CONSTANT -> node.constant().map(Shape::constant).orElse(Shape.ANY);
            case NAME, MEMBER, SUBSCRIPT -> lookup(node, absence);
            case CALL -> call(node, absence);
            case FILTER -> filter(node, absence);
            case TEST -> test(node, absence);
            case COMPARE -> compare(node, absence);
            case NOT -> {
                of(node.child(0), guarded(absence));
                yield Shape.BOOLEAN;
            }
            case OR, AND -> either(node.children(), guarded(absence));
            case CONDITIONAL -> {
                of(node.child(0), guarded(absence));
                Shape shape = either(node.children().subList(1, node.children().size()), guarded(absence));
                yield node.children().size() == 2 ? shape.or(Shape.STRING) : shape;
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
                Shape items = of(node.child(0), absence);
                List<String> names = node.names();
                names.forEach(name ->
                        locals.put(name, names.size() == 1 ? items.item() : Shape.ANY.withSecret(items.secret())));
                locals.put("loop", Shape.ANY);
                return all(node.children().subList(1, 3), absence).stream()
                        .reduce(Shape::or)
                        .orElse(Shape.ANY);
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

    private Shape call(SyntaxNode node, Absence absence) {
        SyntaxNode function = node.child(0);
        boolean method = function.kind() == Kind.MEMBER;
        Shape called = of(method ? function.child(0) : function, absence);
        List<Shape> arguments = all(node.children().subList(1, node.children().size()), absence);
        boolean secret = called.secret() || secret(arguments);
        boolean splits = method && function.name().equals("split");
        return (splits ? Shape.listOf(Shape.STRING) : Shape.ANY).withSecret(secret);
    }

    private Shape filter(SyntaxNode node, Absence absence) {
        String name = node.name();
        if (!tree.filterNames().contains(name)) {
            report(
                    Problem.unknown("unknown-filter", "There is no filter \"" + name + "\"", name, tree.filterNames()),
                    node.offset());
        }
        boolean fallback = name.equals("default") || name.equals("d");
        List<Shape> parts = new ArrayList<>();
        parts.add(of(node.child(0), fallback ? Absence.ALLOWED : absence));
        parts.addAll(all(node.children().subList(1, node.children().size()), absence));
        return filtered(name, parts).withSecret(secret(parts));
    }

    private static Shape filtered(String name, List<Shape> parts) {
        if (TEXT_FILTERS.contains(name)) {
            return Shape.STRING;
        }
        return switch (name) {
            case "default", "d" -> parts.size() > 1 ? parts.get(0).or(parts.get(1)) : parts.get(0);
            case "parseRepoUrl" -> REPOSITORY;
            case "parseEntityRef" -> ENTITY;
            case "first", "last", "random" -> parts.get(0).item();
            default -> NUMBER_FILTERS.contains(name) ? Shape.NUMBER : Shape.ANY;
        };
    }

    private Shape test(SyntaxNode node, Absence absence) {
        String name = node.name();
        if (!tree.testNames().contains(name)) {
            report(
                    Problem.unknown("unknown-test", "There is no test \"" + name + "\"", name, tree.testNames()),
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
        Optional<List<String>> path = path(node);
        if (path.isPresent()) {
            references.add(new Reference(path.get(), node.offset(), start(node), absence));
        }
        return resolve(node, absence);
    }

    /** Also what leads there, but only the whole of it is a reference. */
    private Shape resolve(SyntaxNode node, Absence absence) {
        if (node.kind() == Kind.NAME) {
            return variable(node, absence);
        }
        SyntaxNode targetNode = node.child(0);
        boolean chain = path(targetNode).isPresent() && path(node).isPresent();
        Shape target = chain ? resolve(targetNode, absence) : of(targetNode, absence);
        if (node.kind() == Kind.SUBSCRIPT) {
            of(node.child(1), absence);
            return target.item().withSecret(target.secret());
        }
        return member(node, target, absence);
    }

    private Shape variable(SyntaxNode node, Absence absence) {
        String name = node.name();
        Shape known =
                locals.containsKey(name) ? locals.get(name) : scope.variables().get(name);
        if (known != null) {
            return known;
        }
        if (!tree.functionNames().contains(name) && absence != Absence.ALLOWED) {
            Set<String> names = new TreeSet<>(scope.variables().keySet());
            names.addAll(locals.keySet());
            report(
                    Problem.unknown("unknown-variable", "There is no variable \"" + name + "\" here", name, names),
                    node.offset());
        }
        return Shape.ANY;
    }

    private Shape member(SyntaxNode node, Shape target, Absence absence) {
        Shape member = target.members().get(node.name());
        if (member != null) {
            return target.secret() ? member.withSecret(true) : member;
        }
        if (target.isClosedObject()) {
            List<String> path = path(node).orElse(List.of());
            // What may be missing on purpose is still a mistake if it can never be there.
            boolean declared = scope.isDeclared(path);
            if (absence != Absence.ALLOWED || declared) {
                report(scope.unknown(path, node.name(), target.members().keySet()), node.offset());
            }
        }
        return Shape.ANY.withSecret(target.secret());
    }

    /** The names of {@code a.b.c}; empty for anything else, and if {@code a} is a variable of the template's own. */
    private Optional<List<String>> path(SyntaxNode node) {
        if (node.kind() == Kind.NAME) {
            return locals.containsKey(node.name()) ? Optional.empty() : Optional.of(List.of(node.name()));
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
        return node.kind() == Kind.NAME ? node.offset() : start(node.child(0));
    }

    private static Absence guarded(Absence absence) {
        return absence == Absence.ALLOWED ? absence : Absence.GUARDED;
    }

    private void report(Problem problem, int offset) {
        problems.add(new Located(problem, offset));
    }
}
