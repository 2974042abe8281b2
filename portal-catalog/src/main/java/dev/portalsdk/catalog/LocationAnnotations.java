package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Annotations;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Annotates an entity with where it comes from, as Backstage's AnnotateLocationEntityProcessor: what its author wrote wins. */
final class LocationAnnotations {
    // As Backstage: a page to edit a fixed commit makes no sense.
    private static final Pattern COMMIT = Pattern.compile("\\b[0-9a-f]{40,}\\b");
    private static final String REJECTED = "https://backstage.io/annotation-rejected-for-security-reasons";
    private static final List<String> SHOWN_AS_LINKS = List.of(Annotations.VIEW_URL, Annotations.EDIT_URL);

    private static final int MOST_KNOWN = 10_000;

    private final Integrations integrations;

    /** What was generated lately: all documents of a file share it. */
    private final Map<Path, Value.Obj> known = new ConcurrentHashMap<>();

    private record Path(LocationRef location, LocationRef origin) {}

    LocationAnnotations(Integrations integrations) {
        this.integrations = integrations;
    }

    /** @param findings takes what is wrong with annotations that become links. Rule {@code javascript-url} */
    EntityDescriptor annotate(
            EntityDescriptor descriptor, LocationRef location, LocationRef origin, List<Diagnostic> findings) {
        Value.Obj metadata = descriptor.metadata();
        Optional<Value> own = metadata.get("annotations");
        if (own.isPresent() && !(own.get() instanceof Value.Obj)) {
            return descriptor; // the policies say so
        }
        Value.Obj.Builder annotations = of(location, origin).toBuilder();
        own.flatMap(Value::asObj)
                .ifPresent(written -> written.forEach((key, value) -> {
                    boolean script = SHOWN_AS_LINKS.contains(key) && isScript(value);
                    annotations.put(key, script ? Value.Str.of(REJECTED) : value);
                    if (script) {
                        findings.add(script(descriptor, key, value));
                    }
                }));
        return descriptor.withRoot(
                descriptor.root().with("metadata", metadata.with("annotations", annotations.build())));
    }

    private Value.Obj of(LocationRef location, LocationRef origin) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(new Path(location, origin), path -> generate(location, origin));
    }

    private Value.Obj generate(LocationRef location, LocationRef origin) {
        Value.Obj.Builder generated = Value.Obj.builder()
                .put(Annotations.MANAGED_BY_LOCATION, location.toString())
                .put(Annotations.MANAGED_BY_ORIGIN_LOCATION, origin.toString());
        if (location.type().equals("url")) {
            String url = location.target();
            generated.put(Annotations.VIEW_URL, url);
            integrations.byUrl(url).ifPresent(host -> addLinks(host, url, generated));
        }
        return generated.build();
    }

    private static void addLinks(ScmIntegration host, String url, Value.Obj.Builder generated) {
        if (!COMMIT.matcher(url).find()) {
            generated.put(Annotations.EDIT_URL, host.editUrl(url));
        }
        try {
            generated.put(Annotations.SOURCE_LOCATION, "url:" + host.resolveUrl("./", url));
        } catch (IllegalArgumentException e) {
            // a URL that the host does not know as a file has no directory
        }
    }

    private static boolean isScript(Value value) {
        // Browsers skip control characters and white space here.
        return value.asString()
                .map(text -> text.replaceAll("[\\x00-\\x20]", "").toLowerCase(Locale.ROOT))
                .filter(text -> text.startsWith("javascript:"))
                .isPresent();
    }

    private static Diagnostic script(EntityDescriptor descriptor, String key, Value value) {
        return Diagnostic.warning(
                        "javascript-url", "The annotation \"" + key + "\" is a javascript: URL and is not shown")
                .at(descriptor, "/metadata/annotations/" + key.replace("/", "~1"))
                .found(value)
                .build();
    }
}
