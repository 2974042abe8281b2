package dev.portalsdk.samples.portal.signin;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.samples.portal.page.Model;
import dev.portalsdk.samples.portal.page.Shell;
import dev.portalsdk.samples.portal.web.Cookies;
import dev.portalsdk.samples.portal.web.LocalPath;
import dev.portalsdk.samples.portal.web.Query;
import dev.portalsdk.samples.portal.web.Seal;
import dev.portalsdk.samples.portal.web.Session;
import dev.portalsdk.samples.portal.web.Sessions;
import dev.portalsdk.samples.portal.web.Visit;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in and out. Whoever a provider vouches for must be a User in the catalog, by name or by e-mail address. Safe for many threads. */
public final class SignInPages {
    private static final Logger LOG = LoggerFactory.getLogger(SignInPages.class);
    private static final EntityRef GUEST = new EntityRef("user", "development", "guest");

    private final SignInConfig config;
    private final Catalog catalog;
    private final Shell shell;
    private final Sessions sessions;
    private final Attempts attempts;
    private final URI baseUrl;

    /** @param baseUrl where browsers find this portal; providers send them back there */
    public SignInPages(
            SignInConfig config,
            Catalog catalog,
            Shell shell,
            Sessions sessions,
            Cookies cookies,
            Seal seal,
            URI baseUrl) {
        this.config = config;
        this.catalog = catalog;
        this.shell = shell;
        this.sessions = sessions;
        this.attempts = new Attempts(seal, cookies, Clock.systemUTC());
        this.baseUrl = baseUrl;
    }

    /** Answers {@code /sign-in}. */
    public Response show(Visit visit) {
        String next = LocalPath.orRoot(visit.query("next").orElse("/"));
        if (visit.session().user().isPresent()) {
            return Response.seeOther(next);
        }
        return page(visit, 200, next, Optional.empty());
    }

    private Response page(Visit visit, int status, String next, Optional<String> problem) {
        Model model = Model.of("next", next)
                .put("guest", config.guest())
                .put("problem", problem)
                .put("portal", shell.title())
                .put("providers", Model.each(config.providers(), provider -> Model.of("label", provider.label())
                        .put("icon", provider.id().equals("github") ? "github" : "")
                        .put("path", "/sign-in/" + provider.id() + "?next=" + Query.encode(next))));
        return shell.page(visit, status, Shell.Section.NONE, "Sign in", "sign-in", model);
    }

    /** Lets a guest in. */
    public Response guest(Visit visit) {
        if (!config.guest()) {
            throw HttpException.notAllowed("Guests may not enter here.");
        }
        return enter(
                visit, new Session.User(GUEST, "Guest"), visit.field("next").orElse("/"));
    }

    /** Sends the browser to a provider. */
    public Response start(Visit visit) throws IOException {
        IdentityProvider provider = provider(visit);
        Attempts.Begun begun =
                Attempts.begin(redirect(provider), visit.query("next").orElse("/"));
        return Response.seeOther(provider.authorization(begun.attempt()).toString())
                .addHeader("Set-Cookie", attempts.cookie(provider.id(), begun));
    }

    /** Takes the browser back from a provider. */
    public Response callback(Visit visit) {
        IdentityProvider provider = provider(visit);
        Attempts.Begun begun = attempts.of(
                        visit.request(), provider.id(), visit.query("state").orElse(""), redirect(provider))
                .orElseThrow(() -> HttpException.input("This is not an answer to a sign-in from here: start again."));
        String next = begun.next();
        Optional<String> code = visit.query("code");
        if (code.isEmpty()) {
            return page(visit, 403, next, Optional.of(provider.label() + " did not let you in."));
        }
        try {
            IdentityProvider.Identity identity = provider.identity(code.get(), begun.attempt());
            Optional<StitchedEntity> user = user(identity);
            return user.isEmpty()
                    ? page(
                            visit,
                            403,
                            next,
                            Optional.of("There is no user in the catalog for \"" + identity.name() + "\"."))
                    : enter(visit, new Session.User(user.get().ref(), identity.name()), next)
                            .addHeader("Set-Cookie", attempts.over());
        } catch (IOException e) {
            LOG.warn("Signing in with {} failed: {}", provider.label(), e.getMessage());
            return page(visit, 502, next, Optional.of(provider.label() + " could not be asked: " + e.getMessage()));
        }
    }

    /** Ends the session. */
    public Response signOut(Visit visit) {
        sessions.end(visit.session());
        return Response.seeOther("/sign-in?notice=signed-out")
                .addHeader("Set-Cookie", sessions.cookie(sessions.begin(Optional.empty())));
    }

    private Response enter(Visit visit, Session.User user, String next) {
        sessions.end(visit.session());
        return Response.seeOther(LocalPath.orRoot(next))
                .addHeader("Set-Cookie", sessions.cookie(sessions.begin(Optional.of(user))));
    }

    /** By the entity's name, as Backstage's usernameMatchingUserEntityName, or by its profile's address. */
    private Optional<StitchedEntity> user(IdentityProvider.Identity identity) {
        Optional<StitchedEntity> byName = identity.login().isEmpty()
                ? Optional.empty()
                : single(EntityFilter.where("metadata.name", identity.login()));
        return byName.isPresent() || identity.email().isEmpty()
                ? byName
                : single(EntityFilter.where("spec.profile.email", identity.email()));
    }

    private Optional<StitchedEntity> single(EntityFilter filter) {
        var found = catalog.queries()
                .find(EntityQuery.all()
                        .filter(EntityFilter.where("kind", "User").and(filter))
                        .limit(2));
        return found.totalItems() == 1 ? Optional.of(found.items().get(0)) : Optional.empty();
    }

    private IdentityProvider provider(Visit visit) {
        return config.providers().stream()
                .filter(each -> each.id().equals(visit.path("provider")))
                .findFirst()
                .orElseThrow(() -> HttpException.notFound("There is no such way to sign in."));
    }

    private URI redirect(IdentityProvider provider) {
        return baseUrl.resolve("/sign-in/" + provider.id() + "/callback");
    }
}
