package dev.portalsdk.catalog.plan;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pages of a catalog's REST API. */
record RestPages(URI base, Optional<Secret> token, HttpClient http) {
    private static final int PAGE = 500;
    private static final int MAX_BYTES = 128 << 20;
    private static final int SHOWN = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Some entities, and where the next are. */
    record Page(List<Value.Obj> items, Optional<String> next) {}

    Page read(RestCatalog.Question question, Optional<String> cursor, int wanted) throws IOException {
        URI address = URI.create(
                base.toString().replaceFirst("/+$", "") + "/entities/by-query?" + parameters(question, cursor, wanted));
        Value answer = get(address);
        List<Value.Obj> items = answer.at("/items").flatMap(Value::asArr).stream()
                .flatMap(all -> all.values().stream())
                .flatMap(item -> item.asObj().stream())
                .toList();
        if (answer.at("/items").isEmpty()) {
            throw new IOException(
                    base + " is no catalog: its answer has no items; the address ends in /api/catalog, as a rule");
        }
        return new Page(items, answer.at("/pageInfo/nextCursor").flatMap(Value::asString));
    }

    // As Backstage CatalogClient.queryEntities: beside a cursor only limit and fields are allowed.
    private static String parameters(RestCatalog.Question question, Optional<String> cursor, int wanted) {
        List<String> parameters = new ArrayList<>();
        add(parameters, "limit", String.valueOf(Math.min(PAGE, wanted)));
        if (!question.fields().isEmpty()) {
            add(parameters, "fields", String.join(",", question.fields()));
        }
        if (cursor.isPresent()) {
            add(parameters, "cursor", cursor.get());
            return String.join("&", parameters);
        }
        question.filters().forEach(filter -> add(parameters, "filter", filter));
        question.order().forEach(field -> add(parameters, "orderField", field));
        question.fullText().ifPresent(term -> add(parameters, "fullTextFilterTerm", term));
        if (!question.fullTextFields().isEmpty()) {
            add(parameters, "fullTextFilterFields", String.join(",", question.fullTextFields()));
        }
        return String.join("&", parameters);
    }

    private static void add(List<String> parameters, String name, String value) {
        parameters.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private Value get(URI address) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept", "application/json");
        if (token.isPresent()) {
            if (!isSafe(address)) {
                throw new IOException("A token is not sent to " + base + " without TLS; use its https address");
            }
            request.header("Authorization", "Bearer " + token.get().reveal());
        }
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return parsed(response.statusCode(), body.readNBytes(MAX_BYTES + 1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while " + base + " was asked").initCause(e);
        }
    }

    private static boolean isSafe(URI address) throws IOException {
        return "https".equalsIgnoreCase(address.getScheme())
                || InetAddress.getByName(address.getHost()).isLoopbackAddress();
    }

    private Value parsed(int status, byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        if (status != 200) {
            String hint = status == 401 || status == 403 ? "; give a token that may read the catalog" : "";
            String said = text.substring(0, Math.min(SHOWN, text.length()));
            throw new IOException(base + " answers " + status + hint + ": " + said);
        }
        if (body.length > MAX_BYTES) {
            throw new IOException(base + " answers with more than " + MAX_BYTES + " bytes to a page");
        }
        try {
            return Value.parseJson(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(base + " answers something else than JSON: " + e.getMessage(), e);
        }
    }
}
