package dev.portalsdk.http;

import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The OpenAPI document of what is served: that of the whole API without the parts that this portal has not. */
final class OpenApi {
    static final String PATH = "/api/openapi.json";
    private static final String RESOURCE = "openapi.json";

    private final Value.Obj document;

    OpenApi(List<Router.Route> routes) {
        Value.Obj whole = whole();
        Set<String> served = routes.stream().map(Router.Route::pattern).collect(Collectors.toSet());
        Value.Obj.Builder paths = Value.Obj.builder();
        whole.obj("paths").orElseThrow().forEach((path, operations) -> {
            if (path.equals(PATH) || served.contains(path) || served.contains(path.replace("{path}", "{path...}"))) {
                paths.put(path, operations);
            }
        });
        this.document = whole.with("paths", paths.build());
    }

    private static Value.Obj whole() {
        try (InputStream in = Optional.ofNullable(OpenApi.class.getResourceAsStream(RESOURCE))
                .orElseThrow(() -> new IllegalStateException(RESOURCE + " is not in the jar"))) {
            return Value.parseJson(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .asObj()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    Response get(Request request) {
        return Response.ok().json(document);
    }
}
