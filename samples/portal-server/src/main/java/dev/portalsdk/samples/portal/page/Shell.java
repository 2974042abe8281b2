package dev.portalsdk.samples.portal.page;

import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.samples.portal.web.Assets;
import dev.portalsdk.samples.portal.web.Session;
import dev.portalsdk.samples.portal.web.Visit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands around every page: navigation, search, who has signed in.
 *
 * @param title of the portal, {@code app.title}
 */
public record Shell(Templates templates, Assets assets, String title) {
    /** A part of the portal that the navigation leads to. */
    public enum Section {
        CATALOG("Catalog", "/catalog", "catalog"),
        APIS("APIs", "/catalog?kind=api", "api"),
        DOCS("Docs", "/docs", "docs"),
        CREATE("Create", "/create", "create"),
        TASKS("Tasks", "/tasks", "tasks"),
        LOCATIONS("Locations", "/locations", "locations"),
        NONE("", "", "");

        private final String label;
        private final String path;
        private final String icon;

        Section(String label, String path, String icon) {
            this.label = label;
            this.path = path;
            this.icon = icon;
        }
    }

    /** A page within the shell. */
    public Response page(Visit visit, Section section, String pageTitle, String template, Model model) {
        return page(visit, 200, section, pageTitle, template, model);
    }

    /** A page with a status of its own. */
    public Response page(Visit visit, int status, Section section, String pageTitle, String template, Model model) {
        Session session = visit.session();
        model.put("csrf", session.csrf());
        Model outer = Model.of("portal", title)
                .put("pageTitle", pageTitle)
                .put("csrf", session.csrf())
                .put("styles", assets.url("portal.css"))
                .put("script", assets.url("portal.js"))
                .put("favicon", assets.url("favicon.svg"))
                .put("icons", assets.url("icons.svg"))
                .put("user", session.user().map(Session.User::name))
                .put(
                        "userInitial",
                        session.user().map(user -> user.name().substring(0, 1).toUpperCase(Locale.ROOT)))
                .put("userPath", session.user().map(user -> Links.entity(user.ref())))
                .put("notice", visit.query("notice").flatMap(Notices::text))
                .put("refreshSeconds", Optional.ofNullable(model.values().get("refreshSeconds")))
                .put("navigation", Model.each(EnumSet.complementOf(EnumSet.of(Section.NONE)), each -> Model.of(
                                "label", each.label)
                        .put("path", each.path)
                        .put("icon", each.icon)
                        .put("current", each == section)));
        model.put("icons", assets.url("icons.svg"));
        outer.put("content", templates.render(template, model));
        return Response.status(status).html(templates.render("shell", outer)).header("Cache-Control", "no-store");
    }

    private static String hint(int status) {
        return switch (status) {
            case 403 -> "If you came here from a page of the portal, load that page again and repeat what you did.";
            case 404, 410 -> "It may have been renamed or removed, or the address has a typing error.";
            case 413 -> "Send less at once.";
            default ->
                status >= 500
                        ? "It is not your fault. Try again in a moment; if it stays, tell who runs this portal."
                        : "Go back and change what you sent.";
        };
    }

    /** The page that tells what went wrong. */
    public Response error(Visit visit, int status, String message) {
        return page(
                visit,
                status,
                Section.NONE,
                "Error " + status,
                "error",
                Model.of("status", status).put("message", message).put("hint", hint(status)));
    }
}
