package dev.portalsdk.samples.portal.page;

import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an OpenAPI or AsyncAPI definition offers, as a list; a definition of another kind has none. */
final class ApiOperations {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "publish", "subscribe");
    private static final int MOST = 500;

    private ApiOperations() {}

    static List<Model> of(String definition) {
        return YamlDocuments.create().read("definition", definition).value().stream()
                .flatMap(List::stream)
                .limit(1)
                .flatMap(document -> document.value().asObj().stream())
                .flatMap(root -> operations(root).stream())
                .toList();
    }

    private static List<Model> operations(Value.Obj root) {
        List<Model> operations = new ArrayList<>();
        Value.Obj paths = root.obj("paths").or(() -> root.obj("channels")).orElse(Value.Obj.empty());
        paths.forEach((path, item) -> item.asObj()
                .ifPresent(methods -> methods.forEach((method, operation) -> {
                    if (METHODS.contains(method) && operations.size() < MOST) {
                        operations.add(operation(path, method, operation));
                    }
                })));
        return operations;
    }

    private static Model operation(String path, String method, Value operation) {
        return Model.of("method", method.toUpperCase(Locale.ROOT))
                .put("methodClass", method)
                .put("path", path)
                .put("summary", operation.at("/summary").flatMap(Value::asString))
                .put(
                        "deprecated",
                        operation
                                .at("/deprecated")
                                .filter(Value.Bool.TRUE::equals)
                                .isPresent());
    }
}
