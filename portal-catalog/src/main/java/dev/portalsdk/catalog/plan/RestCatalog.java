package dev.portalsdk.catalog.plan;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A running catalog, asked over Backstage's REST API ({@code entities/by-query}), page by page. Immutable, for any number of threads.
 *
 * <pre>{@code
 * RestCatalog running = RestCatalog.at(URI.create("https://portal.example.com/api/catalog")).token(Secret.of(token));
 * CatalogPlan plan = CatalogPlan.between(running, CatalogVersion.directory(root));
 * }</pre>
 *
 * <p>As one side of a plan it gives the entities as their authors wrote them, as far as that can be told: without what a server adds ({@code uid},
 * {@code etag}, {@code relations}, {@code status}). Relations that processors added are kept if their type is one that a known kind declares. Findings are those
 * of the checks over all entities; what the server itself found wrong with files is not known here.
 *
 * <p>Redirects are not followed, and a token is sent over TLS only, or to this machine.
 */
public final class RestCatalog implements CatalogVersion {
    /** Entities that are read at most, unless it is said otherwise. */
    public static final int MAX_ENTITIES = 1_000_000;

    private final URI base;
    private final Optional<Secret> token;
    private final int maxEntities;
    private final Optional<HttpClient> client;

    private RestCatalog(URI base, Optional<Secret> token, int maxEntities, Optional<HttpClient> client) {
        this.base = base;
        this.token = token;
        this.maxEntities = maxEntities;
        this.client = client;
    }

    /**
     * A question in the words of the REST API.
     *
     * @param filters in Backstage's text form; an entity passes that passes one of them; none means every entity
     * @param fields dotted paths of what is wanted of each; none means all
     * @param order {@code field,asc} or {@code field,desc}
     * @param fullText a text that it holds
     * @param fullTextFields where; none means as the server has it
     * @param limit how many at most; empty for all
     */
    public record Question(
            List<String> filters,
            List<String> fields,
            List<String> order,
            Optional<String> fullText,
            List<String> fullTextFields,
            OptionalInt limit) {
        /** Copies the lists. */
        public Question {
            filters = List.copyOf(filters);
            fields = List.copyOf(fields);
            order = List.copyOf(order);
            fullTextFields = List.copyOf(fullTextFields);
        }

        /** Everything. */
        public static Question all() {
            return new Question(List.of(), List.of(), List.of(), Optional.empty(), List.of(), OptionalInt.empty());
        }
    }

    /**
     * The catalog at an address.
     *
     * @param base what {@code entities/by-query} is below, e.g. {@code https://portal.example.com/api/catalog}
     * @throws IllegalArgumentException if it is no address of http or https
     */
    public static RestCatalog at(URI base) {
        boolean web = "https".equalsIgnoreCase(base.getScheme()) || "http".equalsIgnoreCase(base.getScheme());
        if (!web || base.getHost() == null || base.getRawQuery() != null || base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("\"" + base
                    + "\" is no address of a catalog, which looks like https://portal.example.com/api/catalog");
        }
        return new RestCatalog(base, Optional.empty(), MAX_ENTITIES, Optional.empty());
    }

    /** Asks in the name of whom this token is, as {@code Authorization: Bearer}. */
    public RestCatalog token(Secret bearer) {
        return new RestCatalog(base, Optional.of(bearer), maxEntities, client);
    }

    /** Fails if there are more entities than this. */
    public RestCatalog maxEntities(int count) {
        return new RestCatalog(base, token, count, client);
    }

    /** Uses the host's client, which must not follow redirects: they would take tokens elsewhere. */
    public RestCatalog client(HttpClient http) {
        return new RestCatalog(base, token, maxEntities, Optional.of(http));
    }

    /**
     * Asks.
     *
     * @return the entities as the server gives them, in its order
     * @throws IOException if it cannot be reached, refuses, or answers something else
     */
    public List<Value.Obj> find(Question question) throws IOException {
        HttpClient http = client.orElseGet(() -> HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        RestPages pages = new RestPages(base, token, http);
        int wanted = question.limit().orElse(Integer.MAX_VALUE);
        List<Value.Obj> found = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            RestPages.Page page = pages.read(question, cursor, wanted - found.size());
            found.addAll(page.items());
            if (found.size() > maxEntities) {
                throw new IOException(base + " has more than " + maxEntities + " entities");
            }
            cursor = page.items().isEmpty() ? Optional.empty() : page.next();
        } while (cursor.isPresent() && found.size() < wanted);
        return found.size() > wanted ? List.copyOf(found.subList(0, wanted)) : found;
    }

    @Override
    public CatalogSnapshot load(PlanLoader loader) throws IOException {
        return RestSnapshot.of(find(Question.all()), loader.rules());
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
