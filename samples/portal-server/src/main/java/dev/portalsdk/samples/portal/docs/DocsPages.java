package dev.portalsdk.samples.portal.docs;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.page.Findings;
import dev.portalsdk.samples.portal.page.Links;
import dev.portalsdk.samples.portal.page.Model;
import dev.portalsdk.samples.portal.page.Shell;
import dev.portalsdk.samples.portal.web.Visit;
import dev.portalsdk.techdocs.TechDocs;
import dev.portalsdk.techdocs.site.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Documentation: what there is, its pages, and its search. Safe for many threads. */
public final class DocsPages {
    private static final int MAX_PAGE = 16 << 20;
    private final Catalog catalog;
    private final TechDocs techDocs;
    private final Builds builds;
    private final Shell shell;

    public DocsPages(Catalog catalog, TechDocs techDocs, Builds builds, Shell shell) {
        this.catalog = catalog;
        this.techDocs = techDocs;
        this.builds = builds;
        this.shell = shell;
    }

    /** Answers {@code /docs}. */
    public Response list(Visit visit) {
        List<StitchedEntity> documented = catalog.queries().all("metadata.annotations.backstage.io/techdocs-ref");
        Model model = Model.of("sites", Model.each(documented, entity -> Model.of(
                        "title",
                        entity.entity().metadata().title().orElse(entity.ref().name()))
                .put("kind", entity.ref().kind())
                .put("description", entity.entity().metadata().description())
                .put("path", Links.docs(entity.ref()))));
        return shell.page(visit, Shell.Section.DOCS, "Docs", "docs-list", model);
    }

    /** Answers {@code /docs/{namespace}/{kind}/{name}/{path...}}. */
    public Response show(Visit visit) throws IOException {
        StitchedEntity entity = entity(visit);
        String path = visit.path("path");
        if (path.contains("..") || path.startsWith("/") || path.contains("\\")) {
            throw HttpException.notFound("There is no such page.");
        }
        int dot = path.lastIndexOf('.');
        String extension = dot > path.lastIndexOf('/') ? path.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
        if (!extension.isEmpty() && !extension.equals("html")) {
            return file(entity.ref(), path, extension);
        }
        Builds.Result build = builds.view(entity.entity());
        if (build.running()) {
            return shell.page(
                    visit,
                    Shell.Section.DOCS,
                    "Docs",
                    "docs-building",
                    Model.of("title", entity.ref().name()).put("refreshSeconds", 1));
        }
        Optional<String> query = visit.query("q");
        return query.isPresent() ? search(visit, entity, query.get()) : page(visit, entity, path, build);
    }

    private StitchedEntity entity(Visit visit) {
        try {
            EntityRef ref = new EntityRef(visit.path("kind"), visit.path("namespace"), visit.path("name"));
            return catalog.queries().byRef(ref).orElseThrow(() -> HttpException.notFound("There is no " + ref + "."));
        } catch (IllegalArgumentException e) {
            throw HttpException.notFound("That is no name of an entity.");
        }
    }

    /** Of what a page may show. That is nothing that a browser would run: a site's scripts and styles stay in the site. */
    private static Optional<String> type(String path, String extension) {
        return switch (extension) {
            case "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "txt" -> Optional.of(MediaTypes.of(path));
            case "md", "yaml", "yml" -> Optional.of("text/plain; charset=utf-8");
            case "json" -> Optional.of("application/json");
            default -> Optional.empty();
        };
    }

    private Response file(EntityRef ref, String path, String extension) throws IOException {
        Optional<String> type = type(path, extension);
        Optional<byte[]> bytes = type.isEmpty() ? Optional.empty() : read(ref, path);
        if (bytes.isEmpty()) {
            throw HttpException.notFound("There is no such file.");
        }
        // A drawing of somebody else's, opened by itself, may do nothing.
        return Response.ok()
                .bytes(type.get(), bytes.get())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
                .header("Cache-Control", "private, max-age=60");
    }

    private Optional<byte[]> read(EntityRef ref, String path) throws IOException {
        try (InputStream in = techDocs.sites().open(ref, path).orElse(null)) {
            return in == null ? Optional.empty() : Optional.of(in.readNBytes(MAX_PAGE));
        }
    }

    private Response page(Visit visit, StitchedEntity entity, String path, Builds.Result build) throws IOException {
        String folder = Links.docs(entity.ref());
        String file = path.isEmpty() || path.endsWith("/") ? path + "index.html" : path;
        Optional<byte[]> html = read(entity.ref(), file);
        if (html.isEmpty()
                && !path.isEmpty()
                && !path.endsWith("/")
                && read(entity.ref(), path + "/index.html").isPresent()) {
            return Response.seeOther(folder + path + "/");
        }
        Model model =
                head(entity).put("findings", Findings.models(build.findings())).put("problem", build.problem());
        if (html.isEmpty()) {
            return shell.page(visit, 404, Shell.Section.DOCS, "Docs", "docs-missing", model);
        }
        SitePage page = SitePage.of(new String(html.get(), StandardCharsets.UTF_8), folder + path);
        model.put("article", page.article())
                .put("navigation", Model.each(page.navigation(), DocsPages::entry))
                .put("contents", Model.each(page.contents(), DocsPages::entry))
                .put("previous", page.previous().map(DocsPages::entry))
                .put("next", page.next().map(DocsPages::entry))
                .put("edit", page.edit().flatMap(Links::outside));
        return shell.page(visit, Shell.Section.DOCS, page.title(), "docs", model);
    }

    private static Model head(StitchedEntity entity) {
        return Model.of(
                        "site",
                        entity.entity().metadata().title().orElse(entity.ref().name()))
                .put("folder", Links.docs(entity.ref()))
                .put("entityPath", Links.entity(entity.ref()));
    }

    private static Model entry(SitePage.Entry entry) {
        return Model.of("title", entry.title())
                .put("path", entry.path())
                .put("level", entry.level())
                .put("current", entry.current());
    }

    private Response search(Visit visit, StitchedEntity entity, String query) throws IOException {
        String index = read(entity.ref(), SiteSearch.INDEX)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("{}");
        Model model = head(entity)
                .put("q", query)
                .put("hits", Model.each(SiteSearch.find(index, query), hit -> Model.of("title", hit.title())
                        .put("excerpt", hit.excerpt())
                        .put("location", hit.location())));
        return shell.page(visit, Shell.Section.DOCS, "Search", "docs-search", model);
    }
}
