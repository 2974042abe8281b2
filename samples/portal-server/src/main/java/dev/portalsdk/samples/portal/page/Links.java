package dev.portalsdk.samples.portal.page;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.web.Query;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Addresses of pages, and which addresses of others a page may lead to. */
public final class Links {
    private Links() {}

    /** The page of an entity, {@code /catalog/default/component/web}. */
    public static String entity(EntityRef ref) {
        return "/catalog/" + path(ref);
    }

    /** Where an entity's documentation is read. */
    public static String docs(EntityRef ref) {
        return "/docs/" + path(ref) + "/";
    }

    static String path(EntityRef ref) {
        return segment(ref.namespace()) + "/" + segment(ref.kind()) + "/" + segment(ref.name());
    }

    static String segment(String text) {
        return Query.encode(text).replace("+", "%20");
    }

    /** The form of a template. */
    public static String form(EntityRef template) {
        return "/create/" + segment(template.namespace()) + "/" + segment(template.name());
    }

    public static String task(String id) {
        return "/tasks/" + segment(id);
    }

    /** An address that an author wrote, if following it runs nothing: {@code http}, {@code https} and {@code mailto}. */
    public static Optional<String> outside(String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean safe = scheme.equals("mailto") || (scheme.startsWith("http") && uri.getHost() != null);
            return safe && (scheme.equals("http") || scheme.equals("https") || scheme.equals("mailto"))
                    ? Optional.of(uri.toString())
                    : Optional.empty();
        } catch (java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }
}
