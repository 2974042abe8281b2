package dev.portalsdk.samples.portal;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.access.StaticTokens;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.samples.portal.docs.Builds;
import dev.portalsdk.samples.portal.docs.DocsPages;
import dev.portalsdk.samples.portal.form.EntityChoices;
import dev.portalsdk.samples.portal.page.CatalogPage;
import dev.portalsdk.samples.portal.page.CreatePages;
import dev.portalsdk.samples.portal.page.EntityPages;
import dev.portalsdk.samples.portal.page.Findings;
import dev.portalsdk.samples.portal.page.LocationPages;
import dev.portalsdk.samples.portal.page.Shell;
import dev.portalsdk.samples.portal.page.Stars;
import dev.portalsdk.samples.portal.page.TaskPages;
import dev.portalsdk.samples.portal.page.Templates;
import dev.portalsdk.samples.portal.signin.SignInConfig;
import dev.portalsdk.samples.portal.signin.SignInPages;
import dev.portalsdk.samples.portal.web.Assets;
import dev.portalsdk.samples.portal.web.Cookies;
import dev.portalsdk.samples.portal.web.Seal;
import dev.portalsdk.samples.portal.web.SecurityHeaders;
import dev.portalsdk.samples.portal.web.Session;
import dev.portalsdk.samples.portal.web.Sessions;
import dev.portalsdk.samples.portal.web.Visits;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The portal as one handler: the REST API under {@code /api}, pages everywhere else. Safe for many threads. */
final class PortalWeb implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PortalWeb.class);

    private final Config config;
    private final PortalParts parts;
    private final Sessions sessions;
    private final Shell shell;
    private final Visits visits;
    private final Assets assets = new Assets();
    private final Seal seal;
    private final Builds builds;
    private final SignInPages signIn;
    private final SecurityHeaders security;
    private final Stars stars;

    /** @param baseUrl where browsers find this portal */
    PortalWeb(Config config, PortalParts parts, URI baseUrl) {
        this.seal = config.secret("auth.session.secret")
                .map(Secret::reveal)
                .map(Seal::of)
                .orElseGet(Seal::ephemeral);
        this.config = config;
        this.parts = parts;
        this.builds = new Builds(parts.techDocs());
        this.security = SecurityHeaders.of(baseUrl);
        Cookies cookies = new Cookies(security.https());
        this.stars = new Stars(cookies);
        this.sessions = new Sessions(seal, cookies, Clock.systemUTC());
        this.shell =
                new Shell(new Templates(), assets, config.string("app.title").orElse("Portal"));
        this.visits = new Visits(sessions, shell::error);
        this.signIn =
                new SignInPages(SignInConfig.of(config), parts.catalog(), shell, sessions, cookies, seal, baseUrl);
    }

    /**
     * Everything. The API is for who has signed in to the pages, and for programs with a token of {@code backend.auth.externalAccess}; where
     * {@code backend.auth.dangerouslyDisableDefaultAuthPolicy} is set, for all programs of this machine.
     */
    Handler handler() {
        PortalHttp.Builder api = PortalHttp.builder()
                .catalog(parts.catalog())
                .scaffolder(parts.scaffolder())
                .techdocs(parts.techDocs())
                .audit(event -> LOG.info("{}", event))
                .mount("/", pages());
        if (!config.bool("backend.auth.dangerouslyDisableDefaultAuthPolicy").orElse(false)) {
            api.authenticator(request ->
                            sessions.of(request).flatMap(Session::user).map(this::principal))
                    .tokens(tokens());
        }
        return api.build();
    }

    private StaticTokens tokens() {
        StaticTokens tokens = StaticTokens.none();
        for (Config access : config.list("backend.auth.externalAccess")) {
            if (access.requireString("type").equals("static")) {
                String token = access.secret("options.token")
                        .orElseThrow(() -> access.missing("options.token", "the token of a program"))
                        .reveal();
                tokens = tokens.with(token, Principal.service(access.requireString("options.subject")));
            }
        }
        return tokens;
    }

    private Principal principal(Session.User user) {
        List<EntityRef> groups = parts.catalog().queries().byRef(user.ref()).stream()
                .flatMap(entity -> entity.relations().stream())
                .filter(relation -> relation.type().name().equals("memberOf"))
                .map(Relation::target)
                .toList();
        return Principal.user(user.ref(), groups);
    }

    private Router pages() {
        Router.Builder routes = Router.builder().filter(security);
        routes.get("/assets/{name}", visits.open(assets::serve));
        routes.get("/", visits.signedIn(visit -> Response.seeOther("/catalog")));
        signInRoutes(routes);
        catalogRoutes(routes);
        creationRoutes(routes);
        DocsPages docs = new DocsPages(parts.catalog(), parts.techDocs(), builds, shell);
        routes.get("/docs", visits.signedIn(docs::list))
                .get("/docs/{namespace}/{kind}/{name}/{path...}", visits.signedIn(docs::show));
        return routes.otherwise(visits.open(visit -> shell.error(visit, 404, "There is no such page.")))
                .build();
    }

    private void signInRoutes(Router.Builder routes) {
        routes.get("/sign-in", visits.open(signIn::show))
                .post("/sign-in/guest", visits.open(signIn::guest))
                .get("/sign-in/{provider}", visits.open(signIn::start))
                .get("/sign-in/{provider}/callback", visits.open(signIn::callback))
                .post("/sign-out", visits.open(signIn::signOut));
    }

    private void catalogRoutes(Router.Builder routes) {
        Findings findings = new Findings(parts.catalog(), Clock.systemUTC());
        CatalogPage list = new CatalogPage(parts.catalog(), stars, shell);
        EntityPages entities = new EntityPages(parts.catalog(), parts.integrations(), findings, stars, shell);
        String entity = "/catalog/{namespace}/{kind}/{name}";
        routes.get("/catalog", visits.signedIn(list::show))
                .get(entity, visits.signedIn(entities::overview))
                .get(entity + "/relations", visits.signedIn(entities::relations))
                .get(entity + "/definition", visits.signedIn(entities::definition))
                .get(entity + "/history", visits.signedIn(entities::history))
                .get(entity + "/status", visits.signedIn(entities::status))
                .get(entity + "/source", visits.signedIn(entities::source))
                .post(entity + "/refresh", visits.signedIn(entities::refresh))
                .post(entity + "/star", visits.signedIn(entities::star));
        LocationPages locations = new LocationPages(parts.catalog(), findings, shell);
        routes.get("/locations", visits.signedIn(locations::show))
                .post("/locations", visits.signedIn(locations::add))
                .post("/locations/refresh", visits.signedIn(locations::refresh))
                .post("/locations/{id}/remove", visits.signedIn(locations::remove));
    }

    private void creationRoutes(Router.Builder routes) {
        EntityChoices choices = new EntityChoices(parts.catalog(), parts.integrations());
        CreatePages create = new CreatePages(parts.catalog(), parts.scaffolder(), choices, seal, shell);
        TaskPages tasks = new TaskPages(parts.catalog(), parts.scaffolder(), shell);
        routes.get("/create", visits.signedIn(create::list))
                .get("/create/{namespace}/{name}", visits.signedIn(create::start))
                .post("/create/{namespace}/{name}", visits.signedIn(create::submit))
                .get("/tasks", visits.signedIn(tasks::list))
                .get("/tasks/{id}", visits.signedIn(tasks::show))
                .get("/tasks/{id}/events", visits.signedIn(tasks::events))
                .post("/tasks/{id}/cancel", visits.signedIn(tasks::cancel))
                .post("/tasks/{id}/retry", visits.signedIn(tasks::retry))
                .post("/tasks/{id}/decide", visits.signedIn(tasks::decide));
    }

    @Override
    public void close() {
        builds.close();
    }
}
