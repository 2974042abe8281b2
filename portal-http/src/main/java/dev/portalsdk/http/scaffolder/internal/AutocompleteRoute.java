package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.config.Secret;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.scaffolder.FieldSuggestions;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Suggestions for fields of forms, from the providers that the host has. */
public record AutocompleteRoute(Map<String, FieldSuggestions> providers) {
    /** Copies the map. */
    public AutocompleteRoute {
        providers = Map.copyOf(providers);
    }

    /** Adds the route. */
    public void addTo(ApiRoutes routes) {
        routes.ask("/v2/autocomplete/{provider}/{resource}", this::suggest);
    }

    // As Backstage createRouter, autocomplete.
    private Response suggest(Request request) throws IOException {
        BodyInput body = BodyInput.of(request);
        String name = request.pathParameter("provider");
        FieldSuggestions provider = providers.get(name);
        if (provider == null) {
            throw HttpException.input("Unsupported provider: " + name);
        }
        var question = new FieldSuggestions.Question(
                request.pathParameter("resource"), Secret.of(body.text("token")), context(body), request.principal());
        List<Value> results = new ArrayList<>();
        try {
            for (FieldSuggestions.Suggestion found : provider.suggest(question)) {
                Value.Obj.Builder result = Value.Obj.builder().put("id", found.id());
                found.title().ifPresent(title -> result.put("title", title));
                results.add(result.build());
            }
        } catch (IllegalArgumentException e) {
            throw HttpException.input(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw HttpException.unavailable("The provider " + name + " cannot be asked now; try again later");
        }
        return Response.ok().json(Value.Obj.of("results", Value.Arr.of(results)));
    }

    private static Map<String, String> context(BodyInput body) {
        Map<String, String> context = new LinkedHashMap<>();
        body.optionalObject("context")
                .ifPresent(given -> given.object().keys().forEach(key -> context.put(key, given.text(key))));
        return context;
    }
}
